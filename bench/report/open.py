"""How headless Chromium takes a report: seconds to its first paint and until it is loaded, each tab's opening, memory, and what the console says.

    python3 bench/report/open.py FILE.html      needs chromium on PATH; speaks its debugging protocol through pipes
"""
import fcntl
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path


class Chromium:
    def __init__(self, profile):
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def pipes():
            # the browser reads commands from 3 and answers on 4
            read, write = fcntl.fcntl(theirs_in, fcntl.F_DUPFD, 20), fcntl.fcntl(theirs_out, fcntl.F_DUPFD, 20)
            os.dup2(read, 3)
            os.dup2(write, 4)

        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe", f"--user-data-dir={profile}"]
        self.process = subprocess.Popen(["chromium", *flags, "about:blank"], preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.read_from, self.write_to, self.number, self.buffer, self.events = ours_in, ours_out, 0, b"", []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Performance"):
            self.page(f"{domain}.enable")

    def message(self, timeout=300):
        while b"\0" not in self.buffer:
            if not select.select([self.read_from], [], [], timeout)[0]:
                raise TimeoutError(f"no answer for {timeout} s")
            self.buffer += os.read(self.read_from, 1 << 20)
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, session=None, **params):
        self.number += 1
        os.write(self.write_to, json.dumps({"id": self.number, "method": method, "params": params, **({"sessionId": session} if session else {})}).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                return answer["result"]
            self.events.append(answer)

    def page(self, method, **params):
        return self.call(method, self.session, **params)

    def script(self, code):
        return self.page("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)["result"].get("value")

    def close(self):
        self.call("Browser.close")
        self.process.wait(30)


TAB = """new Promise(done => { const start = performance.now(); document.querySelector('nav a[href="#%s"]').click();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start))); })"""
with tempfile.TemporaryDirectory() as profile:
    browser = Chromium(profile)
    start = time.perf_counter()
    browser.page("Page.navigate", url=Path(sys.argv[1]).resolve().as_uri())
    while not any(event.get("method") == "Page.loadEventFired" for event in browser.events):
        browser.events.append(browser.message())
    loaded = time.perf_counter() - start
    time.sleep(2)
    paint = browser.script("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
    print(f"first contentful paint {paint / 1000:.2f} s, loaded {loaded:.2f} s" if paint else f"loaded {loaded:.2f} s, no paint seen")
    for tab in ("genes", "sections", "uncertainty", "training", "protocol", "methods", "summary"):
        print(f"{tab}: {browser.script(TAB % tab) / 1000:.2f} s")
    heap = next(metric["value"] for metric in browser.page("Performance.getMetrics")["metrics"] if metric["name"] == "JSHeapUsedSize")
    elements = browser.script("document.querySelectorAll('*').length")
    said = [event["params"] for event in browser.events if event.get("method") in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")]
    print(f"{elements} elements, JavaScript heap {heap / 1e6:.0f} MB, {len(said)} messages on the console")
    for message in said[:5]:
        print(json.dumps(message)[:300])
    browser.close()
