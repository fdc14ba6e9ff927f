// SPDX-License-Identifier: Apache-2.0
#include "core/project/editor_config.h"

#include <QFile>

#include <editorconfig/editorconfig.h>

#include <memory>
#include <string_view>

namespace gatewright {

namespace {

constexpr int widest = 64;
constexpr int longestLine = 10'000;

std::optional<bool> readSwitch(std::string_view value)
{
    if (value == "true")
        return true;
    return value == "false" ? std::optional(false) : std::nullopt;
}

std::optional<int> readNumber(const QString &value, int maximum)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    return isNumber && number >= 1 && number <= maximum ? std::optional(number) : std::nullopt;
}

std::optional<LineEnding> readLineEnding(std::string_view value)
{
    if (value == "lf")
        return LineEnding::Lf;
    if (value == "crlf")
        return LineEnding::CrLf;
    return value == "cr" ? std::optional(LineEnding::Cr) : std::nullopt;
}

std::optional<Encoding> readEncoding(std::string_view value)
{
    if (value == "utf-8")
        return Encoding::Utf8;
    if (value == "utf-8-bom")
        return Encoding::Utf8WithMark;
    if (value == "utf-16le")
        return Encoding::Utf16LittleEndian;
    if (value == "utf-16be")
        return Encoding::Utf16BigEndian;
    return value == "latin1" ? std::optional(Encoding::Latin1) : std::nullopt;
}

// A value that means nothing counts as not there, as the specification asks.
void take(EditorConfig &config, std::string_view name, const QString &text)
{
    const std::string value = text.toLower().toStdString();
    if (name == "indent_style" && (value == "tab" || value == "space"))
        config.indentWithTabs = value == "tab";
    else if (name == "indent_size")
        config.indentWidth = readNumber(text, widest);
    else if (name == "tab_width")
        config.tabWidth = readNumber(text, widest);
    else if (name == "max_line_length")
        config.lineLength = readNumber(text, longestLine);
    else if (name == "trim_trailing_whitespace")
        config.trimTrailingSpace = readSwitch(value);
    else if (name == "insert_final_newline")
        config.finalNewline = readSwitch(value);
    else if (name == "end_of_line")
        config.lineEnding = readLineEnding(value);
    else if (name == "charset")
        config.encoding = readEncoding(value);
}

} // namespace

Result<EditorConfig> readEditorConfig(const QString &path)
{
    const std::unique_ptr<void, decltype(&editorconfig_handle_destroy)> handle(editorconfig_handle_init(),
                                                                               editorconfig_handle_destroy);
    if (!handle)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("Not enough memory."));
    const int failed = editorconfig_parse(QFile::encodeName(path).constData(), handle.get());
    if (failed != 0) {
        const char *const file = editorconfig_handle_get_err_file(handle.get());
        return makeError(ErrorCode::Corrupt, QStringLiteral("The .editorconfig file cannot be read."),
                         failed > 0 ? QStringLiteral("line %1").arg(failed)
                                    : QString::fromUtf8(editorconfig_get_error_msg(failed)),
                         file ? QFile::decodeName(file) : path);
    }
    EditorConfig config;
    const int count = editorconfig_handle_get_name_value_count(handle.get());
    for (int index = 0; index < count; ++index) {
        const char *name = nullptr;
        const char *value = nullptr;
        editorconfig_handle_get_name_value(handle.get(), index, &name, &value);
        if (name && value)
            take(config, name, QString::fromUtf8(value));
    }
    return config;
}

} // namespace gatewright
