// SPDX-License-Identifier: Apache-2.0
// Direct I/O for C simulation: values are read in the order in which they were written, as AMD's testbenches expect. The
// last value of ap_none stays; a read of the others waits. When a value arrives relative to others is not modelled.
#ifndef GATEWRIGHT_HLS_DIRECTIO_H
#define GATEWRIGHT_HLS_DIRECTIO_H

#include "hls_stream.h"

namespace hls {

template <class T>
class ap_hs {
public:
    T read(const char *file = __builtin_FILE(), int line = __builtin_LINE()) { return m_stream.read(file, line); }
    void read(T &value, const char *file = __builtin_FILE(), int line = __builtin_LINE()) {
        value = m_stream.read(file, line);
    }
    bool read_nb(T &value) { return m_stream.read_nb(value); }
    void write(const T &value) { m_stream.write(value); }
    bool write_nb(const T &value) { return m_stream.write_nb(value); }
    bool valid() { return !m_stream.empty(); }
    bool empty() { return m_stream.empty(); }
    bool full() { return false; }
    operator T() { return read(); }
    ap_hs &operator=(const T &value) {
        write(value);
        return *this;
    }

private:
    hls::stream<T> m_stream;
};

template <class T>
using ap_ovld = ap_hs<T>;
template <class T>
using ap_ack = ap_hs<T>;
template <class T>
using ap_vld = ap_hs<T>;

template <class T>
class ap_none {
public:
    T read() {
        const std::lock_guard<std::mutex> lock(gatewright_simulation::shared().mutex);
        const T value = m_values.front();
        if (m_values.size() > 1)
            m_values.pop_front();
        return value;
    }
    void read(T &value) { value = read(); }
    void write(const T &value) {
        const std::lock_guard<std::mutex> lock(gatewright_simulation::shared().mutex);
        if (!m_written)
            m_values.clear();
        m_written = true;
        m_values.push_back(value);
    }
    bool valid() { return true; }
    operator T() { return read(); }
    ap_none &operator=(const T &value) {
        write(value);
        return *this;
    }

private:
    std::deque<T> m_values = std::deque<T>(1, T()); // never empty
    bool m_written = false;
};

} // namespace hls

#endif
