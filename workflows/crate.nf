// Entities of an RO-Crate 1.1, as maps that become JSON-LD.

def formalParameter(name, rule) {
    def types = [integer: 'Integer', number: 'Float', boolean: 'Boolean', string: 'Text']
    def entity = [
        '@id': "#parameter-${name}", '@type': 'FormalParameter', name: name, description: rule.description, valueRequired: 'False',
        additionalType: isFile(rule) ? 'File' : types[rule.type], conformsTo: id('https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE'),
    ]
    return rule.default == null ? entity : entity + [defaultValue: rule.default.toString()]
}

def isFile(rule) {
    return rule.format == 'file-path'
}

def fileEntity(uri, name, bytes, sha256) {
    return ['@id': uri, '@type': 'File', name: name, contentSize: bytes.toString(), sha256: sha256]
}

def sha256(path) {
    def digest = java.security.MessageDigest.getInstance('SHA-256')
    path.eachByte(1048576) { buffer, count -> digest.update(buffer, 0, count) }
    return digest.digest().encodeHex().toString()
}

def id(uri) {
    return ['@id': uri]
}

def ids(entities) {
    return entities.collect { entity -> id(entity['@id']) }
}

def now() {
    return java.time.OffsetDateTime.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString()
}
