// SPDX-License-Identifier: Apache-2.0
#include "core/process/network_filter.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace gatewright {

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t thisMachine = AUDIT_ARCH_X86_64;
constexpr std::uint32_t foreignCalls = 0x40000000U; // __X32_SYSCALL_BIT: the other numbers for the same calls
#elif defined(__aarch64__)
constexpr std::uint32_t thisMachine = AUDIT_ARCH_AARCH64;
constexpr std::uint32_t foreignCalls = 0xFFFFFFFFU; // there are none
#else
#error "network_filter.cpp does not know the system calls of this machine"
#endif

constexpr std::uint32_t refuse(int error)
{
    return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error);
}

constexpr sock_filter load(std::size_t offset)
{
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

// Jumps over so many of the next instructions when the loaded word is (or is not) this value.
constexpr sock_filter jumpIfEqual(std::uint32_t value, std::uint8_t ifSo, std::uint8_t ifNot)
{
    return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, ifSo, ifNot);
}

constexpr sock_filter answer(std::uint32_t action)
{
    return BPF_STMT(BPF_RET | BPF_K, action);
}

} // namespace

bool forbidNetwork()
{
    // The lower half of the first argument: socket(2) takes an int.
    constexpr std::size_t family = offsetof(seccomp_data, args);
    sock_filter program[] = {
        load(offsetof(seccomp_data, arch)),
        jumpIfEqual(thisMachine, 1, 0),
        answer(refuse(ENOSYS)), // 32-bit calls, whose sockets this does not see
        load(offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, foreignCalls, 0, 1),
        answer(refuse(ENOSYS)),
        jumpIfEqual(__NR_io_uring_setup, 0, 1), // makes sockets without socket(2)
        answer(refuse(ENOSYS)),
        jumpIfEqual(__NR_socket, 1, 0),
        answer(SECCOMP_RET_ALLOW),
        load(family),
        jumpIfEqual(AF_UNIX, 1, 0),
        jumpIfEqual(AF_NETLINK, 0, 1),
        answer(SECCOMP_RET_ALLOW),
        answer(refuse(EAFNOSUPPORT)),
    };
    const sock_fprog filter{sizeof program / sizeof *program, program};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

} // namespace gatewright
