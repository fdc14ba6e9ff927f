// SPDX-License-Identifier: GPL-3.0-or-later
// How long finding takes in a folder of many files: the index, quick open at each key, search until its first
// hit and to its end.
//
//   bench_navigation FOLDER [FILES]     one JSON document: {"files", "rows":[{"name","ms","hits"}...]}
//
// Makes the folder, with FILES (100,000) sources of one to four kilobytes, unless it exists. Budgets: quick
// open <= 50 ms a key, first hit <= 200 ms. "rare" occurs in one file, near the end of the index.
#include "core/project/search/project_search.h"
#include "ui/bridge/file_finder.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

using namespace gatewright;

namespace {

constexpr int filesInAFolder = 40;

QByteArray source(int number)
{
    QByteArray text = "// Stage " + QByteArray::number(number) + "\n#include \"ap_int.h\"\n\n";
    const int lines = 20 + number * 7 % 60;
    for (int line = 0; line < lines; ++line)
        text += "    accumulator[" + QByteArray::number(line) + "] += coefficient * delay_line[" +
                QByteArray::number((line * number) % 97) + "];\n";
    return text;
}

bool makeTree(const QString &folder, int files)
{
    for (int number = 0; number < files; ++number) {
        const QString place = QStringLiteral("%1/unit_%2/stage_%3")
                                  .arg(folder)
                                  .arg(number / 2'000)
                                  .arg(number / filesInAFolder);
        if (number % filesInAFolder == 0 && !QDir().mkpath(place))
            return false;
        QFile file(QStringLiteral("%1/kernel_%2.cpp").arg(place).arg(number));
        if (!file.open(QIODevice::WriteOnly) || file.write(source(number)) < 0)
            return false;
    }
    QFile rules(folder + QStringLiteral("/.gitignore"));
    QFile rare(folder + QStringLiteral("/unit_9/rare.py"));
    return rules.open(QIODevice::WriteOnly) && rules.write("*.o\n*.vcd\n/out/\n**/generated/*.h\n") > 0 &&
           rare.open(QIODevice::WriteOnly) && rare.write("\n\nneedle_in_haystack = 1\n") > 0;
}

class Rows
{
public:
    void add(const QString &name, double milliseconds, double hits)
    {
        m_rows.append(QJsonObject{{QStringLiteral("name"), name},
                                  {QStringLiteral("ms"), milliseconds},
                                  {QStringLiteral("hits"), hits}});
    }
    [[nodiscard]] const QJsonArray &array() const { return m_rows; }

private:
    QJsonArray m_rows;
};

double since(const QElapsedTimer &clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

void measureQuickOpen(const std::shared_ptr<const FileIndex> &index, Rows &rows)
{
    QElapsedTimer clock;
    clock.start();
    FileFinder finder(index);
    rows.add(QStringLiteral("quick open: get ready"), since(clock), 0);
    for (const char *text : {"kernel_77123.cpp", "u12s500k", "rare", "stage_9/kern", "zzz"}) {
        const QString query = QString::fromLatin1(text);
        double slowest = 0;
        std::size_t found = 0;
        for (qsizetype length = 1; length <= query.size(); ++length) {
            clock.start();
            found = finder.find(query.left(length), 50).size();
            slowest = std::max(slowest, since(clock));
        }
        rows.add(QStringLiteral("quick open: slowest key of ") + query, slowest, static_cast<double>(found));
    }
}

void measureSearch(const std::shared_ptr<const FileIndex> &index, const QString &name,
                   const PatternQuery &pattern, Rows &rows)
{
    ProjectSearch search;
    QEventLoop loop;
    QElapsedTimer clock;
    double first = -1;
    std::size_t hits = 0;
    QObject::connect(&search, &ProjectSearch::found, &loop, [&](const std::vector<FileMatches> &) {
        if (first < 0)
            first = since(clock);
    });
    QObject::connect(&search, &ProjectSearch::finished, &loop, [&](const SearchSummary &summary) {
        hits = summary.hits;
        loop.quit();
    });
    clock.start();
    if (!search.start({pattern}, index))
        return;
    loop.exec();
    if (first >= 0)
        rows.add(QStringLiteral("search, first hit: ") + name, first, static_cast<double>(hits));
    rows.add(QStringLiteral("search, whole: ") + name, since(clock), static_cast<double>(hits));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fputs("usage: bench_navigation FOLDER [FILES]\n", stderr);
        return 2;
    }
    const QString folder = QDir(arguments[1]).absolutePath();
    const int files = arguments.size() > 2 ? arguments[2].toInt() : 100'000;
    if (!QDir(folder).exists() && !makeTree(folder, files)) {
        std::fprintf(stderr, "bench_navigation: %s cannot be written\n", qPrintable(folder));
        return 2;
    }
    Rows rows;
    std::shared_ptr<const FileIndex> index;
    for (const char *name : {"index, first time", "index, again"}) {
        QElapsedTimer clock;
        clock.start();
        auto made = indexFiles(folder);
        if (!made)
            return 2;
        index = *made;
        rows.add(QString::fromLatin1(name), since(clock), static_cast<double>(index->files.size()));
    }
    measureQuickOpen(index, rows);
    measureSearch(index, QStringLiteral("a word of every file"), {QStringLiteral("accumulator")}, rows);
    measureSearch(index, QStringLiteral("a rare word"), {QStringLiteral("needle_in_haystack"), true}, rows);
    measureSearch(index, QStringLiteral("a rare word, any case"), {QStringLiteral("Needle_In_Haystack")},
                  rows);
    measureSearch(index, QStringLiteral("a rare expression"),
                  {QStringLiteral("^needle_\\w+\\s*="), true, false, true}, rows);
    measureSearch(index, QStringLiteral("nothing"), {QStringLiteral("there is no such text")}, rows);
    const QJsonObject document{{QStringLiteral("files"), static_cast<double>(index->files.size())},
                               {QStringLiteral("rows"), rows.array()}};
    std::puts(QJsonDocument(document).toJson().constData());
    return 0;
}
