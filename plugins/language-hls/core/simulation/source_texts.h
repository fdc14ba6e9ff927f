// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/simulation.h"

#include <QString>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::hls {

// The texts of a project as the user sees them: the document in hand, other unsaved documents, the disk.
class SourceTexts
{
public:
    // `input` must outlive this.
    explicit SourceTexts(const CheckInput &input);

    // Nothing when there is no such file, or it has more than 8 MB.
    [[nodiscard]] std::optional<std::string> text(const QString &path) const;
    [[nodiscard]] bool exists(const QString &path) const;
    // Of the document, absolute; in a folder that does not exist when it was never saved.
    [[nodiscard]] const QString &documentPath() const { return m_documentPath; }
    // Absolute paths with the texts that differ from the disk's, the document's among them.
    [[nodiscard]] const std::map<QString, std::string_view> &overrides() const { return m_overrides; }

private:
    QString m_documentPath;
    std::map<QString, std::string_view> m_overrides;
};

// Is there "int main(" outside of every function? Looks at tokens.
[[nodiscard]] bool definesMain(std::string_view text);
// Is there "name(...) {"? Looks at tokens.
[[nodiscard]] bool definesFunction(std::string_view text, std::string_view name);
// The names in #include "...", in their order.
[[nodiscard]] std::vector<QString> quotedIncludes(std::string_view text);
// .c .cc .cpp .cxx
[[nodiscard]] bool isSourceFile(const QString &path);

} // namespace gatewright::hls
