// SPDX-License-Identifier: Apache-2.0
// hls::burst_maxi for C simulation: each read and write takes the next element of the oldest request; without a
// request that covers it the program aborts.
#ifndef GATEWRIGHT_HLS_BURST_MAXI_H
#define GATEWRIGHT_HLS_BURST_MAXI_H

#include <cassert>
#include <cstddef>
#include <cstring>
#include <deque>
#include <memory>

namespace hls {

template <class T>
class burst_maxi {
public:
    burst_maxi(T *memory) : m_memory(memory), m_state(std::make_shared<State>()) {}

    void read_request(std::size_t offset, std::size_t length) { request(m_state->reads, offset * sizeof(T), length); }
    void write_request(std::size_t offset, std::size_t length) { request(m_state->writes, offset * sizeof(T), length); }
    // Offsets in bytes, lengths in elements of U.
    template <class U>
    void read_request_unaligned(std::size_t offset, std::size_t length) {
        request(m_state->reads, offset, length);
    }
    template <class U>
    void write_request_unaligned(std::size_t offset, std::size_t length) {
        request(m_state->writes, offset, length);
    }

    template <class U = T>
    U read() {
        assert(!m_state->reads.empty() && "hls::burst_maxi: read without a request");
        U value;
        std::memcpy(static_cast<void *>(&value), address(next(m_state->reads, sizeof(U))), sizeof(U));
        return value;
    }
    template <class U = T>
    void write(const U &value) {
        assert(!m_state->writes.empty() && "hls::burst_maxi: write without a request");
        const std::size_t requests = m_state->writes.size();
        std::memcpy(address(next(m_state->writes, sizeof(U))), static_cast<const void *>(&value), sizeof(U));
        m_state->unanswered += requests - m_state->writes.size();
    }
    void write_response() {
        assert(m_state->unanswered > 0 && "hls::burst_maxi: response without a finished write request");
        --m_state->unanswered;
    }

private:
    struct Request {
        std::size_t offset;
        std::size_t left;
    };
    struct State {
        std::deque<Request> reads;
        std::deque<Request> writes;
        std::size_t unanswered = 0; // finished write requests
    };

    static void request(std::deque<Request> &requests, std::size_t offset, std::size_t length) {
        if (length != 0)
            requests.push_back({offset, length});
    }
    static std::size_t next(std::deque<Request> &requests, std::size_t size) {
        Request &request = requests.front();
        const std::size_t offset = request.offset;
        request.offset += size;
        if (--request.left == 0)
            requests.pop_front();
        return offset;
    }
    void *address(std::size_t offset) const { return reinterpret_cast<char *>(m_memory) + offset; }

    T *m_memory;
    std::shared_ptr<State> m_state; // one of all copies
};

} // namespace hls

#endif
