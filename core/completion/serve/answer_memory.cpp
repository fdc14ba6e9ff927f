// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/answer_memory.h"

#include "core/completion/serve/indentation.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace gatewright::completion {

namespace {

void addText(QCryptographicHash &hash, std::string_view text)
{
    // With its length, so that the border between two texts counts.
    hash.addData(QByteArray::number(static_cast<qulonglong>(text.size())) + ':');
    hash.addData(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
}

bool isAboutThePlace(const CompletionAnswer &answer)
{
    if (answer.outOfTime)
        return false;
    switch (answer.why) {
    case WhyNothing::Nothing:
    case WhyNothing::EmptyAnswer:
    case WhyNothing::RepeatsText:
    case WhyNothing::RepeatsItself:
    case WhyNothing::LowConfidence:
    case WhyNothing::DoesNotParse:
    case WhyNothing::TooShort:
        return true;
    default:
        return false;
    }
}

} // namespace

QByteArray AnswerMemory::key(const CompletionQuery &query, std::string_view prompt, std::string_view before,
                             std::string_view after)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QString numbers = QStringLiteral("%1 %2 %3 %4 ")
                                .arg(static_cast<int>(query.language))
                                .arg(query.candidates)
                                .arg(query.maxTokens)
                                .arg(static_cast<int>(lineEndOf(query.text)));
    hash.addData(numbers.toUtf8() + QJsonDocument(toJson(query.sampling)).toJson(QJsonDocument::Compact));
    // The text of related files, and the file's name, are in the prompt.
    for (const std::string_view text : {prompt, before, after})
        addText(hash, text);
    return hash.result();
}

void AnswerMemory::keep(const QByteArray &key, const CompletionAnswer &answer)
{
    if (isAboutThePlace(answer))
        m_answers.insert(key, new CompletionAnswer(answer)); // the cache owns it
}

const CompletionAnswer *AnswerMemory::find(const QByteArray &key)
{
    return m_answers.object(key);
}

} // namespace gatewright::completion
