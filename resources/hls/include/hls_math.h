// SPDX-License-Identifier: Apache-2.0
// hls_math for C simulation. Fixed point goes through double: the last bits may differ from those of Vitis HLS.
#ifndef GATEWRIGHT_HLS_MATH_H
#define GATEWRIGHT_HLS_MATH_H

#include "ap_fixed.h"
#include "ap_int.h"

#include <cmath>

namespace hls {

#define GATEWRIGHT_MATH_FIXED(name)                                                                                  \
    template <int W, int I, ap_q_mode Q, ap_o_mode O, int N>                                                          \
    ap_fixed<W, I, Q, O, N> name(ap_fixed<W, I, Q, O, N> x) {                                                         \
        return hls::name(x.to_double());                                                                             \
    }                                                                                                                 \
    template <int W, int I, ap_q_mode Q, ap_o_mode O, int N>                                                          \
    ap_ufixed<W, I, Q, O, N> name(ap_ufixed<W, I, Q, O, N> x) {                                                       \
        return hls::name(x.to_double());                                                                             \
    }
#define GATEWRIGHT_MATH(name)                                                                                        \
    inline float name(float x) { return std::name(x); }                                                               \
    inline double name(double x) { return std::name(x); }                                                             \
    inline float name##f(float x) { return std::name(x); }                                                            \
    GATEWRIGHT_MATH_FIXED(name)
#define GATEWRIGHT_MATH_OWN(name, expression)                                                                        \
    inline float name(float x) { return expression; }                                                                 \
    inline double name(double x) { return expression; }                                                               \
    GATEWRIGHT_MATH_FIXED(name)
#define GATEWRIGHT_MATH_TWO(name)                                                                                    \
    inline float name(float x, float y) { return std::name(x, y); }                                                   \
    inline double name(double x, double y) { return std::name(x, y); }                                                \
    inline float name##f(float x, float y) { return std::name(x, y); }                                                \
    template <int W, int I, ap_q_mode Q, ap_o_mode O, int N>                                                          \
    ap_fixed<W, I, Q, O, N> name(ap_fixed<W, I, Q, O, N> x, ap_fixed<W, I, Q, O, N> y) {                              \
        return std::name(x.to_double(), y.to_double());                                                               \
    }

GATEWRIGHT_MATH(acos)
GATEWRIGHT_MATH(acosh)
GATEWRIGHT_MATH(asin)
GATEWRIGHT_MATH(asinh)
GATEWRIGHT_MATH(atan)
GATEWRIGHT_MATH(atanh)
GATEWRIGHT_MATH(cbrt)
GATEWRIGHT_MATH(ceil)
GATEWRIGHT_MATH(cos)
GATEWRIGHT_MATH(cosh)
GATEWRIGHT_MATH(erf)
GATEWRIGHT_MATH(erfc)
GATEWRIGHT_MATH(exp)
GATEWRIGHT_MATH(exp2)
GATEWRIGHT_MATH(expm1)
GATEWRIGHT_MATH(fabs)
GATEWRIGHT_MATH(floor)
GATEWRIGHT_MATH(lgamma)
GATEWRIGHT_MATH(log)
GATEWRIGHT_MATH(log10)
GATEWRIGHT_MATH(log1p)
GATEWRIGHT_MATH(log2)
GATEWRIGHT_MATH(logb)
GATEWRIGHT_MATH(rint)
GATEWRIGHT_MATH(nearbyint)
GATEWRIGHT_MATH(round)
GATEWRIGHT_MATH(sin)
GATEWRIGHT_MATH(sinh)
GATEWRIGHT_MATH(sqrt)
GATEWRIGHT_MATH(tan)
GATEWRIGHT_MATH(tanh)
GATEWRIGHT_MATH(tgamma)
GATEWRIGHT_MATH(trunc)
GATEWRIGHT_MATH_OWN(rsqrt, 1 / std::sqrt(x))
GATEWRIGHT_MATH_OWN(recip, 1 / x)
GATEWRIGHT_MATH_OWN(sinpi, std::sin(x * decltype(x)(3.14159265358979323846)))
GATEWRIGHT_MATH_OWN(cospi, std::cos(x * decltype(x)(3.14159265358979323846)))
GATEWRIGHT_MATH_OWN(tanpi, std::tan(x * decltype(x)(3.14159265358979323846)))
GATEWRIGHT_MATH_TWO(atan2)
GATEWRIGHT_MATH_TWO(copysign)
GATEWRIGHT_MATH_TWO(fdim)
GATEWRIGHT_MATH_TWO(fmax)
GATEWRIGHT_MATH_TWO(fmin)
GATEWRIGHT_MATH_TWO(fmod)
GATEWRIGHT_MATH_TWO(hypot)
GATEWRIGHT_MATH_TWO(nextafter)
GATEWRIGHT_MATH_TWO(pow)
GATEWRIGHT_MATH_TWO(remainder)
#undef GATEWRIGHT_MATH_TWO
#undef GATEWRIGHT_MATH_OWN
#undef GATEWRIGHT_MATH
#undef GATEWRIGHT_MATH_FIXED

template <class T>
T abs(T x) {
    return x < 0 ? T(-x) : x;
}
template <class T>
T max(T x, T y) {
    return x > y ? x : y;
}
template <class T>
T min(T x, T y) {
    return x < y ? x : y;
}
template <class T>
T divide(T x, T y) {
    return x / y;
}
template <class T>
void sincos(T x, T *sine, T *cosine) {
    *sine = hls::sin(x);
    *cosine = hls::cos(x);
}
inline float fma(float x, float y, float z) { return std::fma(x, y, z); }
inline double fma(double x, double y, double z) { return std::fma(x, y, z); }
inline float mad(float x, float y, float z) { return x * y + z; }
inline double mad(double x, double y, double z) { return x * y + z; }
inline float ldexp(float x, int e) { return std::ldexp(x, e); }
inline double ldexp(double x, int e) { return std::ldexp(x, e); }
inline float frexp(float x, int *e) { return std::frexp(x, e); }
inline double frexp(double x, int *e) { return std::frexp(x, e); }
inline float modf(float x, float *whole) { return std::modf(x, whole); }
inline double modf(double x, double *whole) { return std::modf(x, whole); }
inline long lrint(double x) { return std::lrint(x); }
inline long lround(double x) { return std::lround(x); }
inline long long llrint(double x) { return std::llrint(x); }
inline long long llround(double x) { return std::llround(x); }
template <class T>
bool isnan(T x) {
    return std::isnan(x);
}
template <class T>
bool isinf(T x) {
    return std::isinf(x);
}
template <class T>
bool isfinite(T x) {
    return std::isfinite(x);
}
template <class T>
bool signbit(T x) {
    return std::signbit(x);
}

} // namespace hls

#endif
