// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/descriptor_transport.h"

#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <utility>

// Two transports joined by two pipes, as a program and its child have them.
struct PipePair
{
    PipePair()
    {
        using namespace gatewright::lsp;
        std::array<int, 2> there{};
        std::array<int, 2> back{};
        if (::pipe2(there.data(), O_CLOEXEC) != 0 || ::pipe2(back.data(), O_CLOEXEC) != 0)
            qFatal("no pipes");
        near = std::make_unique<DescriptorTransport>(FileDescriptor(back[0]), FileDescriptor(there[1]));
        farInput = FileDescriptor(there[0]);
        farOutput = FileDescriptor(back[1]);
    }

    // The other ends as a transport, or as plain descriptors for tests that write bytes themselves.
    std::unique_ptr<gatewright::lsp::DescriptorTransport> far()
    {
        return std::make_unique<gatewright::lsp::DescriptorTransport>(std::move(farInput),
                                                                      std::move(farOutput));
    }
    void closeFarOutput() { gatewright::lsp::FileDescriptor gone(std::move(farOutput)); }
    void closeFarInput() { gatewright::lsp::FileDescriptor gone(std::move(farInput)); }
    void write(const QByteArray &bytes) const
    {
        QCOMPARE(::write(farOutput.get(), bytes.data(), static_cast<size_t>(bytes.size())), bytes.size());
    }
    // Everything that came back so far, without waiting.
    [[nodiscard]] QByteArray readAvailable() const
    {
        ::fcntl(farInput.get(), F_SETFL, O_NONBLOCK);
        QByteArray all;
        QByteArray part(65536, Qt::Uninitialized);
        for (;;) {
            const ssize_t count = ::read(farInput.get(), part.data(), static_cast<size_t>(part.size()));
            if (count <= 0)
                return all;
            all.append(part.first(count));
        }
    }

    std::unique_ptr<gatewright::lsp::DescriptorTransport> near;
    gatewright::lsp::FileDescriptor farInput;
    gatewright::lsp::FileDescriptor farOutput;
};
