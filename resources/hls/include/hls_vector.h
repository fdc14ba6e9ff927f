// SPDX-License-Identifier: Apache-2.0
// hls::vector for C simulation. Its alignment is that of its elements.
#ifndef GATEWRIGHT_HLS_VECTOR_H
#define GATEWRIGHT_HLS_VECTOR_H

#include <array>
#include <cassert>
#include <cstddef>
#include <initializer_list>

namespace hls {

template <class T, std::size_t N>
class vector {
public:
    using value_type = T;

    vector() = default;
    vector(const T &value) { m_values.fill(value); }
    vector(const std::array<T, N> &values) : m_values(values) {}
    vector(std::initializer_list<T> values) {
        assert(values.size() == N && "hls::vector: as many values as elements");
        std::size_t i = 0;
        for (const T &value : values)
            m_values[i++] = value;
    }

    T &operator[](std::size_t i) {
        assert(i < N && "hls::vector: index out of range");
        return m_values[i];
    }
    const T &operator[](std::size_t i) const {
        assert(i < N && "hls::vector: index out of range");
        return m_values[i];
    }
    T *begin() { return m_values.data(); }
    T *end() { return m_values.data() + N; }
    const T *begin() const { return m_values.data(); }
    const T *end() const { return m_values.data() + N; }
    static constexpr std::size_t size() { return N; }

#define GATEWRIGHT_VECTOR_OPERATOR(op)                                                                               \
    vector &operator op##=(const vector &other) {                                                                     \
        for (std::size_t i = 0; i < N; ++i)                                                                           \
            m_values[i] op##= other.m_values[i];                                                                     \
        return *this;                                                                                                 \
    }                                                                                                                 \
    friend vector operator op(vector left, const vector &right) { return left op##= right; }
    GATEWRIGHT_VECTOR_OPERATOR(+)
    GATEWRIGHT_VECTOR_OPERATOR(-)
    GATEWRIGHT_VECTOR_OPERATOR(*)
    GATEWRIGHT_VECTOR_OPERATOR(/)
    GATEWRIGHT_VECTOR_OPERATOR(%)
    GATEWRIGHT_VECTOR_OPERATOR(&)
    GATEWRIGHT_VECTOR_OPERATOR(|)
    GATEWRIGHT_VECTOR_OPERATOR(^)
    GATEWRIGHT_VECTOR_OPERATOR(<<)
    GATEWRIGHT_VECTOR_OPERATOR(>>)
#undef GATEWRIGHT_VECTOR_OPERATOR
    vector operator-() const {
        vector result;
        for (std::size_t i = 0; i < N; ++i)
            result.m_values[i] = -m_values[i];
        return result;
    }
    vector operator~() const {
        vector result;
        for (std::size_t i = 0; i < N; ++i)
            result.m_values[i] = ~m_values[i];
        return result;
    }

    T reduce_add() const {
        T result = m_values[0];
        for (std::size_t i = 1; i < N; ++i)
            result = result + m_values[i];
        return result;
    }
    T reduce_mult() const {
        T result = m_values[0];
        for (std::size_t i = 1; i < N; ++i)
            result = result * m_values[i];
        return result;
    }

    friend bool operator==(const vector &left, const vector &right) { return left.m_values == right.m_values; }
    friend bool operator!=(const vector &left, const vector &right) { return !(left == right); }

private:
    std::array<T, N> m_values;
};

} // namespace hls

#endif
