// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/check.h"
#include "plugins/language-hls/core/compile/header_folders.h"

#include <memory>
#include <mutex>

namespace gatewright::hls {

struct CompileSession;

// T1: does it compile? libclang on the text in hand, with the texts of other open documents in place of the
// disk's. The first check of a file costs about a second (its headers), each further one a fraction.
//
// It reads files of the workspace, of the file's own folder, of /usr and of our headers, and no other.
class CompileCheck final : public Check
{
public:
    static constexpr std::size_t maximumFindings = 200;
    static constexpr std::size_t maximumTextBytes = std::size_t{8} * 1024 * 1024;

    // `cacheFolder` takes the preambles and may be emptied while no check runs.
    CompileCheck(HeaderFolders headers, QString cacheFolder);
    ~CompileCheck() override;

    [[nodiscard]] QString id() const override;
    [[nodiscard]] Tier tier() const override { return Tier::T1; }
    [[nodiscard]] bool serves(Language language) const override { return language == Language::HlsCpp; }
    // LimitExceeded: the text is too long; Crashed: libclang crashed on it; Io: the cache cannot be written.
    [[nodiscard]] Result<std::vector<Diagnostic>> run(const CheckInput &input,
                                                      std::stop_token token) const override;

private:
    [[nodiscard]] Result<std::shared_ptr<CompileSession>> session() const;

    const HeaderFolders m_headers;
    const QString m_cacheFolder;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<CompileSession> m_session; // made by the first check; guarded by m_mutex
};

} // namespace gatewright::hls
