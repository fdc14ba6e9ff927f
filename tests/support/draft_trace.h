// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/decode/draft/drafter.h"

#include <QFile>
#include <QSaveFile>
#include <QTextStream>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace gatewright::test {

// What a model wrote behind one place of a text, and what else it thought of on the way.
struct DraftTrace
{
    std::vector<decode::TokenId> prompt;
    std::vector<decode::TokenId> after; // what stands behind the place in the file; drafters may look at it
    std::vector<decode::TokenId> answer;
    std::vector<decode::RowTop> rows; // behind the prompt and each token of the answer but the last
};

// Traces of several places and the texts that their author had written before. As a file: a line for each
// list of numbers, with its name in front.
struct DraftTraces
{
    std::vector<std::vector<decode::TokenId>> history;
    std::vector<DraftTrace> taught; // texts that the model read: an answer each, its rows behind each token
    std::vector<DraftTrace> traces;

    [[nodiscard]] std::size_t vocabularySize() const
    {
        decode::TokenId largest = 0;
        const auto look = [&](const std::vector<decode::TokenId> &tokens) {
            for (const decode::TokenId token : tokens)
                largest = std::max(largest, token);
        };
        std::ranges::for_each(history, look);
        for (const std::vector<DraftTrace> *list : {&taught, &traces}) {
            for (const DraftTrace &trace : *list) {
                look(trace.prompt);
                look(trace.after);
                look(trace.answer);
                for (const decode::RowTop &row : trace.rows)
                    look({row.tokens.begin(), row.tokens.end()});
            }
        }
        return static_cast<std::size_t>(largest) + 1;
    }

    // Numbers the tokens anew, from 0 on: what drafters see is the same, and rows of logits are short.
    void renumber()
    {
        std::map<decode::TokenId, decode::TokenId> numbers;
        const auto number = [&](decode::TokenId &token) {
            token = numbers.emplace(token, static_cast<decode::TokenId>(numbers.size())).first->second;
        };
        const auto all = [&](std::vector<decode::TokenId> &tokens) { std::ranges::for_each(tokens, number); };
        std::ranges::for_each(history, all);
        for (std::vector<DraftTrace> *list : {&taught, &traces}) {
            for (DraftTrace &trace : *list) {
                all(trace.prompt);
                all(trace.after);
                all(trace.answer);
                for (decode::RowTop &row : trace.rows)
                    std::ranges::for_each(row.tokens, number);
            }
        }
    }

    [[nodiscard]] static Result<DraftTraces> read(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return makeError(ErrorCode::NotFound, QStringLiteral("There is no such trace."), {}, path);
        DraftTraces all;
        std::vector<DraftTrace> *list = &all.traces;
        while (!file.atEnd()) {
            const QList<QByteArray> words = file.readLine().trimmed().split(' ');
            std::vector<int> numbers;
            for (qsizetype i = 1; i < words.size(); ++i)
                numbers.push_back(words[i].toInt());
            if (words[0] == "history")
                all.history.push_back(numbers);
            else if (words[0] == "taught")
                (list = &all.taught)->push_back({{}, {}, numbers, {}});
            else if (words[0] == "prompt")
                (list = &all.traces)->push_back({numbers, {}, {}, {}});
            else if (words[0] == "after" && !list->empty())
                list->back().after = numbers;
            else if (words[0] == "answer" && !list->empty())
                list->back().answer = numbers;
            else if (words[0] == "row" && !list->empty() && numbers.size() == 2 * decode::RowTop::most)
                list->back().rows.push_back(rowOf(numbers));
            else
                return makeError(ErrorCode::Corrupt, QStringLiteral("This is no trace."), {}, path);
        }
        return all;
    }

    [[nodiscard]] Result<void> write(const QString &path) const
    {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return makeError(ErrorCode::Internal, file.errorString(), {}, path);
        QTextStream stream(&file);
        const auto put = [&](const char *name, const std::vector<int> &numbers) {
            stream << name;
            for (const int number : numbers)
                stream << ' ' << number;
            stream << '\n';
        };
        for (const auto &text : history)
            put("history", text);
        const auto putRows = [&](const DraftTrace &trace) {
            for (const decode::RowTop &row : trace.rows) {
                std::vector<int> numbers(row.tokens.begin(), row.tokens.end());
                for (const float behind : row.behind)
                    numbers.push_back(static_cast<int>(behind * 100.0F));
                put("row", numbers);
            }
        };
        for (const DraftTrace &text : taught) {
            put("taught", text.answer);
            putRows(text);
        }
        for (const DraftTrace &trace : traces) {
            put("prompt", trace.prompt);
            put("after", trace.after);
            put("answer", trace.answer);
            putRows(trace);
        }
        stream.flush();
        if (!file.commit())
            return makeError(ErrorCode::Internal, file.errorString(), {}, path);
        return {};
    }

private:
    static decode::RowTop rowOf(const std::vector<int> &numbers)
    {
        decode::RowTop row;
        row.count = decode::RowTop::most;
        for (std::size_t rank = 0; rank < row.count; ++rank) {
            row.tokens[rank] = numbers[rank];
            row.behind[rank] = static_cast<float>(numbers[row.count + rank]) / 100.0F;
        }
        return row;
    }
};

} // namespace gatewright::test
