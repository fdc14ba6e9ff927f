// SPDX-License-Identifier: Apache-2.0
// hls::stream_of_blocks for C simulation: an unbounded queue of blocks.
#ifndef GATEWRIGHT_HLS_STREAMOFBLOCKS_H
#define GATEWRIGHT_HLS_STREAMOFBLOCKS_H

#include "hls_stream.h"

#include <memory>

namespace gatewright_simulation {

template <class B>
struct Block {
    B value;
};

} // namespace gatewright_simulation

namespace hls {

template <class B, int DEPTH = 2>
class stream_of_blocks;

template <class B>
class stream_of_blocks<B, 2> {
public:
    using Item = std::shared_ptr<gatewright_simulation::Block<B>>;

    stream_of_blocks() = default;
    explicit stream_of_blocks(const char *name) : m_blocks(name) {}
    bool empty() { return m_blocks.empty(); }
    bool full() const { return false; }

    hls::stream<Item> m_blocks;
};

template <class B, int DEPTH>
class stream_of_blocks : public stream_of_blocks<B, 2> {
public:
    using stream_of_blocks<B, 2>::stream_of_blocks;
};

// The block that was written first; it goes when the lock goes.
template <class B>
class read_lock {
public:
    read_lock(stream_of_blocks<B, 2> &stream, const char *file = __builtin_FILE(), int line = __builtin_LINE())
        : m_block(stream.m_blocks.read(file, line)) {}
    operator B &() { return m_block->value; }
    template <class I>
    auto &operator[](I index) {
        return m_block->value[index];
    }

private:
    typename stream_of_blocks<B, 2>::Item m_block;
};

// A new block; it is in the stream when the lock goes.
template <class B>
class write_lock {
public:
    explicit write_lock(stream_of_blocks<B, 2> &stream)
        : m_stream(stream), m_block(std::make_shared<gatewright_simulation::Block<B>>()) {}
    ~write_lock() { m_stream.m_blocks.write(m_block); }
    write_lock(const write_lock &) = delete;
    write_lock &operator=(const write_lock &) = delete;
    operator B &() { return m_block->value; }
    template <class I>
    auto &operator[](I index) {
        return m_block->value[index];
    }

private:
    stream_of_blocks<B, 2> &m_stream;
    typename stream_of_blocks<B, 2>::Item m_block;
};

} // namespace hls

#endif
