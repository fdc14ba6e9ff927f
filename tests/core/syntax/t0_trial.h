// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/syntax/insertion_check.h"
#include "tests/core/syntax/code_tokens.h"

#include <QStringList>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

// What T0 says about true continuations of a file and about the same ones with one token spoilt.
//
// A continuation is 1 to 64 tokens, cut at a random token. To spoil it, one of its tokens is left out,
// doubled or replaced by another token of the file; only what gives the whole file more errors than it had
// counts as broken.
class T0Trial
{
public:
    explicit T0Trial(std::uint64_t seed)
        : m_random(seed)
    {
    }

    // Files that the grammar itself cannot read say nothing about the rule; they are left out.
    bool add(gatewright::Language language, const std::string &text, int cuts)
    {
        using namespace gatewright;
        const Result<SyntaxTree> whole = SyntaxTree::parse(language, text);
        const std::vector<CodeToken> tokens = CodeTokens(text, language == Language::Qiskit).all();
        if (!whole || whole->hasErrors() || tokens.size() < 10)
            return false;
        ++m_files;
        InsertionCheck check(language);
        for (int cut = 0; cut < cuts; ++cut) {
            const std::size_t first = m_random.below(tokens.size());
            const std::size_t last = std::min<std::size_t>(first + m_random.below(64), tokens.size() - 1);
            const std::size_t begin = tokens[first].begin;
            const std::size_t end = tokens[last].end;
            const std::string prefix = text.substr(0, begin);
            (void)check.parses(prefix, {}); // typing has brought the check here
            judge(check, prefix, text.substr(begin, end - begin), true);
            for (int attempt = 0; attempt < 10; ++attempt) {
                const CodeToken &victim = tokens[first + m_random.below(last - first + 1)];
                const Spoiling spoiling = spoil(text, tokens, victim);
                const std::string spoilt = text.substr(begin, victim.begin - begin) + spoiling.replacement +
                                           text.substr(victim.end, end - victim.end);
                const Result<SyntaxTree> broken =
                    SyntaxTree::parse(language, prefix + spoilt + text.substr(end));
                if (!broken->hasErrors())
                    continue;
                if (!judge(check, prefix, spoilt, false))
                    break;
                m_wronglyPassed << QStringLiteral("%1\n%2").arg(
                    QLatin1String(spoiling.kind),
                    quoted(prefix, text.substr(begin, victim.begin - begin) + "«" +
                                       text.substr(victim.begin, victim.end - victim.begin) + "→" +
                                       spoiling.replacement + "»" +
                                       text.substr(victim.end, end - victim.end)) +
                        QStringLiteral("⏐") + QString::fromStdString(text.substr(end, 60)));
                break;
            }
        }
        return true;
    }

    [[nodiscard]] double truePassed() const { return share(m_truePassed, m_true); }
    [[nodiscard]] double brokenFailed() const { return share(m_brokenFailed, m_broken); }
    [[nodiscard]] double milliseconds90() const { return quantile(0.9); }
    [[nodiscard]] int files() const { return m_files; }
    [[nodiscard]] const QStringList &wronglyRefused() const { return m_wronglyRefused; }
    // Each broken continuation that passed: how it was spoilt, then a little text in front of it and itself.
    [[nodiscard]] const QStringList &wronglyPassed() const { return m_wronglyPassed; }

    [[nodiscard]] QString summary() const
    {
        return QStringLiteral(
                   "%1 files: %2 of %3 true continuations pass (%4 %), %5 of %6 broken ones fail (%7 %), "
                   "%8 ms median, %9 ms p90")
            .arg(m_files)
            .arg(m_truePassed)
            .arg(m_true)
            .arg(100 * truePassed(), 0, 'f', 2)
            .arg(m_brokenFailed)
            .arg(m_broken)
            .arg(100 * brokenFailed(), 0, 'f', 2)
            .arg(quantile(0.5), 0, 'f', 2)
            .arg(quantile(0.9), 0, 'f', 2);
    }

private:
    static double share(int part, int all) { return all == 0 ? 0 : double(part) / all; }

    double quantile(double q) const
    {
        std::vector<double> sorted = m_milliseconds;
        std::sort(sorted.begin(), sorted.end());
        return sorted.empty() ? 0 : sorted[std::size_t(double(sorted.size() - 1) * q)];
    }

    struct Spoiling
    {
        const char *kind;
        std::string replacement;
    };

    static QString quoted(const std::string &prefix, const std::string &insertion)
    {
        return QString::fromStdString(
            prefix.substr(prefix.size() - std::min<std::size_t>(prefix.size(), 80)) + "⏐" + insertion);
    }

    Spoiling spoil(const std::string &text, const std::vector<CodeToken> &tokens, const CodeToken &victim)
    {
        const std::string token = text.substr(victim.begin, victim.end - victim.begin);
        switch (m_random.below(3)) {
        case 0:
            return {"left out", {}};
        case 1:
            return {"doubled", token + " " + token};
        default: {
            const CodeToken &other = tokens[m_random.below(tokens.size())];
            return {"replaced", text.substr(other.begin, other.end - other.begin)};
        }
        }
    }

    bool judge(gatewright::InsertionCheck &check, const std::string &prefix, const std::string &insertion,
               bool good)
    {
        const std::clock_t start = std::clock(); // processor time: what else the machine does is not counted
        const bool passed = check.parses(prefix, insertion).value_or(!good);
        m_milliseconds.push_back(double(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
        (good ? m_true : m_broken) += 1;
        m_truePassed += good && passed;
        m_brokenFailed += !good && !passed;
        if (good && !passed)
            m_wronglyRefused << quoted(prefix, insertion);
        return passed;
    }

    gatewright::RandomSource m_random;
    int m_files = 0;
    int m_true = 0;
    int m_truePassed = 0;
    int m_broken = 0;
    int m_brokenFailed = 0;
    std::vector<double> m_milliseconds;
    QStringList m_wronglyRefused;
    QStringList m_wronglyPassed;
};
