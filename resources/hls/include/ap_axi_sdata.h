// SPDX-License-Identifier: Apache-2.0
// AXI4-Stream packets: hls::axis, ap_axiu, ap_axis. Side channels that are off have a member of one bit all the same.
#ifndef GATEWRIGHT_AP_AXI_SDATA_H
#define GATEWRIGHT_AP_AXI_SDATA_H

#include "ap_int.h"
#include "hls_stream.h"

#include <cstddef>
#include <cstdint>

#define AXIS_ENABLE_DATA 0b00000001
#define AXIS_ENABLE_DEST 0b00000010
#define AXIS_ENABLE_ID 0b00000100
#define AXIS_ENABLE_KEEP 0b00001000
#define AXIS_ENABLE_LAST 0b00010000
#define AXIS_ENABLE_STRB 0b00100000
#define AXIS_ENABLE_USER 0b01000000
#define AXIS_ENABLE_ALL 0b01111111
#define AXIS_DISABLE_DATA (AXIS_ENABLE_ALL & ~AXIS_ENABLE_DATA)
#define AXIS_DISABLE_DEST (AXIS_ENABLE_ALL & ~AXIS_ENABLE_DEST)
#define AXIS_DISABLE_ID (AXIS_ENABLE_ALL & ~AXIS_ENABLE_ID)
#define AXIS_DISABLE_KEEP (AXIS_ENABLE_ALL & ~AXIS_ENABLE_KEEP)
#define AXIS_DISABLE_LAST (AXIS_ENABLE_ALL & ~AXIS_ENABLE_LAST)
#define AXIS_DISABLE_STRB (AXIS_ENABLE_ALL & ~AXIS_ENABLE_STRB)
#define AXIS_DISABLE_USER (AXIS_ENABLE_ALL & ~AXIS_ENABLE_USER)
#define AXIS_DISABLE_ALL 0

namespace gatewright_simulation {

constexpr std::size_t atLeastOne(std::size_t n) { return n == 0 ? 1 : n; }

// How many bytes of a stream the data of a packet takes.
template <class T>
struct DataBytes {
    static constexpr std::size_t value = sizeof(T);
};
template <>
struct DataBytes<void> {
    static constexpr std::size_t value = 1;
};
template <int W>
struct DataBytes<ap_int<W>> {
    static constexpr std::size_t value = (W + 7) / 8;
};
template <int W>
struct DataBytes<ap_uint<W>> {
    static constexpr std::size_t value = (W + 7) / 8;
};

template <class T>
struct PacketData {
    T data = T();
    const T &get_data() const { return data; }
    void set_data(const T &value) { data = value; }
};
template <>
struct PacketData<void> {};

} // namespace gatewright_simulation

namespace hls {

template <class T, std::size_t USER = 0, std::size_t ID = 0, std::size_t DEST = 0,
          std::uint8_t SIGNALS = (AXIS_ENABLE_KEEP | AXIS_ENABLE_LAST | AXIS_ENABLE_STRB), bool STRICT = false>
struct axis : gatewright_simulation::PacketData<T> {
    static constexpr std::size_t bytes = gatewright_simulation::DataBytes<T>::value;
    using Keep = ap_uint<bytes>;
    using User = ap_uint<gatewright_simulation::atLeastOne(USER)>;
    using Id = ap_uint<gatewright_simulation::atLeastOne(ID)>;
    using Dest = ap_uint<gatewright_simulation::atLeastOne(DEST)>;

    Keep keep = 0;
    Keep strb = 0;
    User user = 0;
    ap_uint<1> last = 0;
    Id id = 0;
    Dest dest = 0;

    axis() = default;
    template <class D>
    explicit axis(const D &value) {
        this->data = value;
    }

    Keep get_keep() const { return keep; }
    Keep get_strb() const { return strb; }
    User get_user() const { return user; }
    ap_uint<1> get_last() const { return last; }
    Id get_id() const { return id; }
    Dest get_dest() const { return dest; }
    void set_keep(const Keep &value) { keep = value; }
    void set_strb(const Keep &value) { strb = value; }
    void set_user(const User &value) { user = value; }
    void set_last(const ap_uint<1> &value) { last = value; }
    void set_id(const Id &value) { id = value; }
    void set_dest(const Dest &value) { dest = value; }
    void keep_all() {
        keep = -1;
        strb = -1;
    }
};

template <class T, std::uint8_t SIGNALS = (AXIS_ENABLE_DATA | AXIS_ENABLE_KEEP | AXIS_ENABLE_LAST | AXIS_ENABLE_STRB),
          std::size_t USER = 0, std::size_t ID = 0, std::size_t DEST = 0>
using axis_data = axis<T, USER, ID, DEST, SIGNALS, true>;
template <std::size_t USER,
          std::uint8_t SIGNALS = (AXIS_ENABLE_USER | AXIS_ENABLE_KEEP | AXIS_ENABLE_LAST | AXIS_ENABLE_STRB)>
using axis_user = axis<void, USER, 0, 0, SIGNALS, true>;

} // namespace hls

template <std::size_t DATA, std::size_t USER = 0, std::size_t ID = 0, std::size_t DEST = 0,
          std::uint8_t SIGNALS = (AXIS_ENABLE_KEEP | AXIS_ENABLE_LAST | AXIS_ENABLE_STRB), bool STRICT = false>
using ap_axis = hls::axis<ap_int<DATA>, USER, ID, DEST, SIGNALS, STRICT>;
template <std::size_t DATA, std::size_t USER = 0, std::size_t ID = 0, std::size_t DEST = 0,
          std::uint8_t SIGNALS = (AXIS_ENABLE_KEEP | AXIS_ENABLE_LAST | AXIS_ENABLE_STRB), bool STRICT = false>
using ap_axiu = hls::axis<ap_uint<DATA>, USER, ID, DEST, SIGNALS, STRICT>;

#endif
