// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/make_rule.h"

#include <QDir>

#include <cstring>

namespace gatewright::hls {

QStringList prerequisitesOfRule(const QByteArray &rule)
{
    QStringList names;
    QByteArray word;
    bool behindColon = false;
    const auto endWord = [&] {
        if (behindColon && !word.isEmpty())
            names << QDir::cleanPath(QString::fromUtf8(word));
        behindColon = behindColon || word.endsWith(':');
        word.clear();
    };
    for (qsizetype at = 0; at < rule.size(); ++at) {
        const char byte = rule[at];
        const char next = at + 1 < rule.size() ? rule[at + 1] : '\n';
        if (byte == '\\' && std::strchr(" \t#:\\", next)) {
            // Of several backslashes only those before a space are doubled; before other bytes they are
            // plain.
            qsizetype end = at;
            while (end < rule.size() && rule[end] == '\\')
                ++end;
            const qsizetype count = end - at;
            const bool isBlank = end < rule.size() && (rule[end] == ' ' || rule[end] == '\t');
            const bool isOther = end < rule.size() && (rule[end] == '#' || rule[end] == ':');
            const bool isEscape = isOther || (isBlank && count % 2 == 1);
            word += QByteArray(isBlank ? count / 2 : (isOther ? count - 1 : count), '\\');
            at = end - 1;
            if (isEscape)
                word += rule[++at];
        } else if (byte == '$' && next == '$') {
            word += '$';
            ++at;
        } else if (byte == '\\' && next == '\n') {
            endWord();
            ++at;
        } else if (byte == ' ' || byte == '\t' || byte == '\n') {
            endWord();
        } else {
            word += byte;
        }
    }
    endWord();
    return names;
}

} // namespace gatewright::hls
