// SPDX-License-Identifier: Apache-2.0
#include "tests/support/amx_emulator/assembled_forms.h"

// The assembler is the oracle: each macro writes an instruction and, beside it, the operands that it was
// given. Numbers of registers and operations are those of amx_instruction.h.
asm(R"(
    .set number_rax, 0
    .set number_rcx, 1
    .set number_rdx, 2
    .set number_rbx, 3
    .set number_rsp, 4
    .set number_rbp, 5
    .set number_rsi, 6
    .set number_rdi, 7
    .set number_r8, 8
    .set number_r9, 9
    .set number_r10, 10
    .set number_r11, 11
    .set number_r12, 12
    .set number_r13, 13
    .set number_r14, 14
    .set number_r15, 15
    .set number_none, -1
    .set number_rip, 16

    .macro record operation, tile, first, second, base, index, shift, displacement
    .pushsection .data.rel.ro.amx_forms, "aw", @progbits
    .quad 7771b
    .byte 7772b - 7771b, \operation, \tile, \first, \second, number_\base, number_\index, \shift
    .long \displacement, 0
    .popsection
    .endm

    # `text` are the operands, `tile` the number of the register.
    .macro form mnemonic, operation, tile, base, index, shift, displacement, text:vararg
    .pushsection .rodata.amx_code, "a", @progbits
    7771: \mnemonic \text
    7772:
    .popsection
    record \operation, \tile, 0, 0, \base, \index, \shift, \displacement
    .endm

    .macro moves base, index, scale, shift, displacement
    form tileloadd,   4, 3, \base, \index, \shift, \displacement, \displacement(%\base,%\index,\scale), %tmm3
    form tileloaddt1, 4, 7, \base, \index, \shift, \displacement, \displacement(%\base,%\index,\scale), %tmm7
    form tilestored,  5, 0, \base, \index, \shift, \displacement, %tmm0, \displacement(%\base,%\index,\scale)
    form ldtilecfg,   0, 0, \base, \index, \shift, \displacement, \displacement(%\base,%\index,\scale)
    .endm

    .macro plain base, displacement
    form ldtilecfg, 0, 0, \base, none, 0, \displacement, \displacement(%\base)
    form sttilecfg, 1, 0, \base, none, 0, \displacement, \displacement(%\base)
    .endm

    .pushsection .data.rel.ro.amx_forms, "aw", @progbits
    .balign 8
    amx_forms_begin:
    .popsection

    .irp base,rax,rcx,rdx,rbx,rsp,rbp,rsi,rdi,r8,r9,r10,r11,r12,r13,r14,r15
    .irp displacement,0,64,-128,127,128,-129,0x12345678,-0x7fffffff
    plain \base, \displacement
    .endr
    .irp index,rax,rcx,rdx,rbx,rbp,rsi,rdi,r8,r9,r10,r11,r12,r13,r14,r15
    .irp displacement,0,-1,127,128,-0x1234567
    moves \base, \index, 1, 0, \displacement
    .endr
    moves \base, \index, 2, 1, 0
    moves \base, \index, 4, 2, 16
    moves \base, \index, 8, 3, 0x1000
    .endr
    form tileloadd, 4, 1, \base, none, 0, 12, 12(%\base), %tmm1
    form tilestored, 5, 2, \base, none, 0, 0, %tmm2, (%\base)
    .endr

    # No base, and the next instruction as the base.
    form tileloadd, 4, 5, none, rcx, 0, 256, 256(,%rcx,1), %tmm5
    form tilestored, 5, 6, none, r12, 3, -8, %tmm6, -8(,%r12,8)
    form ldtilecfg, 0, 0, none, none, 0, 0x7000, 0x7000
    form ldtilecfg, 0, 0, rip, none, 0, 0x1234, 0x1234(%rip)
    form sttilecfg, 1, 0, rip, none, 0, -0x40, -0x40(%rip)

    form tilerelease, 2, 0, none, none, 0, 0

    .macro tile_form number
    form tilezero, 3, \number, none, none, 0, 0, %tmm\number
    form tileloadd, 4, \number, rdi, rsi, 0, 0, (%rdi,%rsi,1), %tmm\number
    form tilestored, 5, \number, r9, r15, 0, 0, %tmm\number, (%r9,%r15,1)
    .endm
    .irp number,0,1,2,3,4,5,6,7
    tile_form \number
    .endr

    .macro product mnemonic, operation, sums, first, second
    .pushsection .rodata.amx_code, "a", @progbits
    7771: \mnemonic %tmm\second, %tmm\first, %tmm\sums
    7772:
    .popsection
    record \operation, \sums, \first, \second, none, none, 0, 0
    .endm
    .irp sums,0,1,2,3,4,5,6,7
    .irp first,0,1,2,3,4,5,6,7
    .irp second,0,1,2,3,4,5,6,7
    .if (\sums - \first) * (\first - \second) * (\sums - \second)
    product tdpbssd, 6, \sums, \first, \second
    product tdpbsud, 7, \sums, \first, \second
    product tdpbusd, 8, \sums, \first, \second
    product tdpbuud, 9, \sums, \first, \second
    .endif
    .endr
    .endr
    .endr

    .pushsection .data.rel.ro.amx_forms, "aw", @progbits
    amx_forms_end:
    amx_others_begin:
    .popsection

    form vpdpbusd, 0, 0, none, none, 0, 0, %ymm1, %ymm2, %ymm3
    form tdpbf16ps, 0, 0, none, none, 0, 0, %tmm1, %tmm2, %tmm3
    form vbroadcastss, 0, 0, none, none, 0, 0, (%rax), %xmm3
    form vpsllvd, 0, 0, none, none, 0, 0, %xmm1, %xmm2, %xmm3
    form vfmadd213ps, 0, 0, none, none, 0, 0, %xmm1, %xmm2, %xmm3
    form andn, 0, 0, none, none, 0, 0, %rax, %rbx, %rcx
    form ud2, 0, 0, none, none, 0, 0

    .pushsection .data.rel.ro.amx_forms, "aw", @progbits
    amx_others_end:
    .popsection
)");

extern "C" {
extern const gatewright::test::AssembledForm formsBegin[] asm("amx_forms_begin");
extern const gatewright::test::AssembledForm formsEnd[] asm("amx_forms_end");
extern const gatewright::test::AssembledForm othersBegin[] asm("amx_others_begin");
extern const gatewright::test::AssembledForm othersEnd[] asm("amx_others_end");
}

namespace gatewright::test {

std::span<const AssembledForm> assembledForms()
{
    return {formsBegin, formsEnd};
}

std::span<const AssembledForm> otherInstructions()
{
    return {othersBegin, othersEnd};
}

} // namespace gatewright::test
