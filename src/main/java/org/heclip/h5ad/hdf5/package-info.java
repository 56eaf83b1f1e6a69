/**
 * Writes HDF5 files that libhdf5 1.10 and later opens, with what jHDF's own writer lacks: variable-length UTF-8 strings,
 * h5py's booleans, empty arrays, attributes of any size, and datasets streamed chunk by chunk and deflated on all cores.
 *
 * <p>The file is written front to back, children before parents: every object is appended when its content is known, so
 * that no address has to be guessed and nothing but the current chunks is held in memory. Same input, same bytes.
 *
 * <p>Section numbers in this package are those of the HDF5 File Format Specification, version 3.0
 * (https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html).
 */
package org.heclip.h5ad.hdf5;
