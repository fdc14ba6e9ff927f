#ifndef FIFO_HPP
#define FIFO_HPP

#include "ap_int.h"

namespace hardware {

enum class State { Empty, Filled, Full };

template <typename Element, unsigned Depth>
class Fifo
{
public:
    Fifo() : m_read(0), m_write(0), m_count(0) {}

    bool push(const Element &element)
    {
        if (m_count == Depth)
            return false;
        m_storage[m_write] = element;
        m_write = (m_write + 1) % Depth;
        ++m_count;
        return true;
    }

    bool pop(Element &element)
    {
        if (m_count == 0)
            return false;
        element = m_storage[m_read];
        m_read = (m_read + 1) % Depth;
        --m_count;
        return true;
    }

    State state() const
    {
        return m_count == 0 ? State::Empty : m_count == Depth ? State::Full : State::Filled;
    }

private:
    Element m_storage[Depth];
    ap_uint<16> m_read, m_write, m_count;
};

} // namespace hardware

#endif
