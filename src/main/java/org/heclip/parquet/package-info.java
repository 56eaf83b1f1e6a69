/**
 * Reads flat Parquet tables, as Space Ranger 3 writes the positions of Visium HD: PLAIN and dictionary encoding, stored plain
 * or compressed with Snappy or gzip. Everything else is refused by name. After the specification of Apache Parquet 2.10
 * (https://parquet.apache.org/docs/file-format/) and, for metadata, Thrift's compact protocol.
 */
package org.heclip.parquet;
