// SPDX-License-Identifier: Apache-2.0
// hls::split and hls::merge for C simulation. load_balance takes the shortest queue (split) or what comes first
// (merge); the hardware may choose another one.
#ifndef GATEWRIGHT_HLS_NP_CHANNEL_H
#define GATEWRIGHT_HLS_NP_CHANNEL_H

#include "hls_stream.h"

namespace gatewright_simulation {

// A stream that hands each value to its owner instead of keeping it.
template <class T, class Owner>
class Port : public hls::stream<T> {
public:
    Owner *owner = nullptr;
    void accept(const T &value) override { owner->pass(*this, value); }
};

template <class T, int N, bool BALANCED>
class Split {
public:
    Port<T, Split> in;
    hls::stream<T> out[N];

    Split() { in.owner = this; }
    explicit Split(const char *) : Split() {}

    void pass(Port<T, Split> &, const T &value) {
        if (BALANCED) {
            for (int i = 0; i < N; ++i) {
                if (out[i].queued().size() < out[m_next].queued().size())
                    m_next = i;
            }
        }
        out[m_next].append(value);
        m_next = (m_next + 1) % N;
    }

private:
    int m_next = 0;
};

template <class T, int N, bool BALANCED>
class Merge {
public:
    Port<T, Merge> in[N];
    hls::stream<T> out;

    Merge() {
        for (Port<T, Merge> &port : in)
            port.owner = this;
    }
    explicit Merge(const char *) : Merge() {}

    void pass(Port<T, Merge> &port, const T &value) {
        if (BALANCED) {
            out.append(value);
            return;
        }
        port.append(value);
        for (; !in[m_next].queued().empty(); m_next = (m_next + 1) % N) {
            out.append(in[m_next].queued().front());
            in[m_next].queued().pop_front();
        }
    }

private:
    int m_next = 0;
};

} // namespace gatewright_simulation

namespace hls {
namespace split {
template <class T, int N, int DEPTH = 2, int N_DEPTH = 2>
using round_robin = gatewright_simulation::Split<T, N, false>;
template <class T, int N, int DEPTH = 2, int N_DEPTH = 2>
using load_balance = gatewright_simulation::Split<T, N, true>;
} // namespace split
namespace merge {
template <class T, int N, int DEPTH = 2, int N_DEPTH = 2>
using round_robin = gatewright_simulation::Merge<T, N, false>;
template <class T, int N, int DEPTH = 2, int N_DEPTH = 2>
using load_balance = gatewright_simulation::Merge<T, N, true>;
} // namespace merge
} // namespace hls

#endif
