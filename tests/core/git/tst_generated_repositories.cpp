// SPDX-License-Identifier: Apache-2.0
// The same status, differences, history and blame as the git program on repositories that are made at random.
#include "core/git/blame.h"
#include "core/git/file_versions.h"
#include "core/git/history.h"
#include "core/git/status.h"
#include "tests/core/git/git_program.h"
#include "tests/core/git/status_text.h"
#include "tests/support/result_test.h"

#include <QMap>
#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace gatewright;
using namespace gatewright::git;

namespace {

class Generator
{
public:
    Generator(const test::GitFolder &folder, unsigned seed)
        : m_folder(folder)
        , m_random(seed)
    {
    }

    void make()
    {
        if (chance(5))
            m_folder.run({"config", "core.autocrlf", "true"});
        if (chance(3))
            m_folder.write(".gitattributes", "*.txt text=auto\n*.bat text eol=crlf\n*.bin binary\n");
        if (chance(2))
            m_folder.write(".gitignore", "*.log\n/out/\n!keep.log\nbuild*/\n# comment\n\\#file\n");
        if (chance(10)) { // a branch without commits
            change(6);
            stageSome();
            return;
        }
        for (int i = 0; i < 8; ++i)
            addFile();
        m_folder.commitAll("first");
        if (chance(3))
            addSubmodule();
        for (unsigned commits = number(4); commits > 0; --commits) {
            change(4);
            m_folder.run({"add", "-A"});
            m_folder.attempt({"commit", "-q", "-m", "more"});
        }
        if (chance(3))
            mergeBranches();
        if (m_folder.attempt({"rev-parse", "-q", "--verify", "MERGE_HEAD"}).code == 0)
            return;
        change(5);
        stageSome();
        change(4);
    }

private:
    unsigned number(unsigned below) { return m_random() % below; }
    bool chance(unsigned oneIn) { return number(oneIn) == 0; }

    QByteArray lines(unsigned count)
    {
        QByteArray text;
        const bool windows = chance(4);
        for (; count > 0; --count) {
            text += "word" + QByteArray::number(number(1'000'000)) + " and " +
                    QByteArray::number(number(1'000'000));
            text += windows ? "\r\n" : "\n";
        }
        if (chance(6))
            text += "no end of line";
        return text;
    }

    QString newName()
    {
        static const QStringList folders{{},
                                         QStringLiteral("src/"),
                                         QStringLiteral("src/deep/er/"),
                                         QStringLiteral("a folder/"),
                                         QStringLiteral("out/"),
                                         QStringLiteral("build-x/")};
        static const QStringList odd{QStringLiteral("new\nline"), QStringLiteral("quo\"te"),
                                     QStringLiteral("-dash"),     QStringLiteral("umläut"),
                                     QStringLiteral("[a]*"),      QStringLiteral("tab\there"),
                                     QStringLiteral("#file"),     QStringLiteral("back\\slash")};
        static const QStringList endings{QStringLiteral(".txt"), QStringLiteral(".c"), QStringLiteral(".bat"),
                                         QStringLiteral(".log"), QStringLiteral(".bin")};
        const QString middle =
            chance(5) ? odd.at(number(static_cast<unsigned>(odd.size()))) : QStringLiteral("file");
        return folders.at(number(static_cast<unsigned>(folders.size()))) + middle +
               QString::number(m_next++) + endings.at(number(static_cast<unsigned>(endings.size())));
    }

    void addFile()
    {
        const QString name = newName();
        m_folder.write(name, name.endsWith(QLatin1String(".bin")) ? QByteArray("\0\1\2", 3) + lines(3)
                                                                  : lines(4 + number(20)));
    }

    QStringList known()
    {
        QStringList names;
        const QByteArrayList listed = m_folder.run({"ls-files", "-z"}).split('\0');
        for (const QByteArray &name : listed) {
            const QFileInfo file(m_folder.path(QString::fromUtf8(name)));
            if (!name.isEmpty() && file.isFile() && !file.isSymLink() && !name.startsWith('.'))
                names.append(QString::fromUtf8(name));
        }
        return names;
    }

    void change(int steps)
    {
        for (; steps > 0; --steps)
            changeOne();
    }

    void changeOne()
    {
        const QStringList names = known();
        if (names.isEmpty() || chance(4)) {
            addFile();
            return;
        }
        const QString name = names.at(number(static_cast<unsigned>(names.size())));
        const QString path = m_folder.path(name);
        switch (number(7)) {
        case 0:
            QFile::remove(path);
            break;
        case 1: { // renamed, often with a change; older git programs overlook a last line without an end
            if (!test::readFile(path).endsWith('\n'))
                break;
            const QString to = newName();
            QDir().mkpath(QFileInfo(m_folder.path(to)).path());
            QFile::rename(path, m_folder.path(to));
            if (chance(2))
                edit(m_folder.path(to));
            m_folder.run(QStringList{QStringLiteral("add"), QStringLiteral("-f"), QStringLiteral("-A"),
                                     QStringLiteral("--"), QStringLiteral(":(literal)") + name,
                                     QStringLiteral(":(literal)") + to});
            break;
        }
        case 2:
            QFile::setPermissions(path, QFile::permissions(path) ^ QFile::ExeOwner);
            break;
        case 3:
            QFile::remove(path);
            QFile::link(QStringLiteral("no/such/file"), path);
            break;
        default:
            edit(path);
        }
    }

    void edit(const QString &path)
    {
        QByteArrayList text = test::readFile(path).split('\n');
        if (text.size() < 2)
            return;
        const auto place = static_cast<qsizetype>(number(static_cast<unsigned>(text.size() - 1)));
        if (chance(3) && text.size() > 3)
            text.removeAt(place);
        else if (chance(2))
            text.insert(place, "added " + QByteArray::number(number(100'000)));
        else
            text[place] = "changed " + QByteArray::number(number(100'000));
        test::writeFile(path, text.join('\n'));
    }

    void stageSome()
    {
        const QByteArrayList parts =
            m_folder.run({"status", "--porcelain", "-z", "-uall", "--no-renames"}).split('\0');
        for (const QByteArray &part : parts) {
            if (part.size() > 3 && chance(2))
                m_folder.attempt(QStringList{QStringLiteral("add"), QStringLiteral("-A"),
                                             QStringLiteral("--"),
                                             QStringLiteral(":(literal)") + QString::fromUtf8(part.mid(3))});
        }
    }

    void addSubmodule()
    {
        const test::GitFolder other;
        other.write("inside.txt", lines(3));
        other.commitAll("inside");
        m_folder.run(QStringList{QStringLiteral("submodule"), QStringLiteral("--quiet"),
                                 QStringLiteral("add"), other.path(), QStringLiteral("sub")});
        if (chance(3))
            return; // staged only
        m_folder.commitAll("submodule");
        switch (number(3)) {
        case 0:
            m_folder.write("sub/inside.txt", "changed\n");
            break;
        case 1:
            m_folder.write("sub/new.txt", "new\n");
            break;
        default:
            m_folder.run({"-C", "sub", "commit", "-q", "--allow-empty", "-m", "ahead"});
        }
    }

    void mergeBranches()
    {
        m_folder.run({"stash", "-q", "--include-untracked"});
        m_folder.run({"branch", "other"});
        change(3);
        m_folder.run({"add", "-A"});
        m_folder.attempt({"commit", "-q", "-m", "here"});
        if (m_folder.attempt({"checkout", "-q", "other"}).code != 0)
            return;
        change(4);
        m_folder.run({"add", "-A"});
        m_folder.attempt({"commit", "-q", "-m", "there"});
        m_folder.attempt({"merge", "-q", "--no-edit", "main"});
    }

    const test::GitFolder &m_folder;
    std::mt19937 m_random;
    int m_next = 0;
};

// What a patch says, file by file: the lines from the first hunk on. How the two programs describe modes,
// links and binary files around them is their own.
QMap<QByteArray, QByteArray> hunks(const QByteArray &patch)
{
    QMap<QByteArray, QByteArray> made;
    QByteArray names;
    bool isLink = false;
    bool inHunks = false;
    static const QRegularExpression header(QStringLiteral("^(@@ -\\S+ \\+\\S+ @@).*$"));
    const QByteArrayList lines = patch.trimmed().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("diff --git ")) {
            names.clear();
            inHunks = false;
            isLink = false;
        } else if (!inHunks && (line.startsWith("--- ") || line.startsWith("+++ "))) {
            // One of the programs puts a tab behind names with blanks.
            names += line.trimmed() + '\n';
        } else if (!inHunks && line.contains(" mode 120000")) {
            isLink = true;
        } else if (line.startsWith("@@")) {
            inHunks = true;
            if (!isLink)
                made[names] += header.match(QString::fromLatin1(line)).captured(1).toLatin1() + '\n';
        } else if (inHunks && !isLink) {
            made[names] += line + '\n';
        }
    }
    return made;
}

} // namespace

class TestGeneratedRepositories : public QObject
{
    Q_OBJECT

    static void compareBlame(const test::GitFolder &folder, const Repository &repository, const GitPath &path)
    {
        const QByteArray bytes = test::readFile(folder.path(QString::fromUtf8(path)));
        const auto blame = blameText(repository, path, bytes);
        if (!blame && blame.error().code == ErrorCode::Unsupported)
            return; // binary under the name of a text
        GW_VERIFY_RESULT(blame);
        const QByteArrayList lines =
            folder
                .run(QStringList{QStringLiteral("blame"), QStringLiteral("--line-porcelain"),
                                 QStringLiteral("--"), QString::fromUtf8(path)})
                .split('\n');
        static const QRegularExpression start(QStringLiteral("^([0-9a-f]{40}) \\d+ (\\d+)"));
        for (const QByteArray &line : lines) {
            const auto match = start.match(QString::fromUtf8(line));
            if (!match.hasMatch())
                continue;
            const BlameCommit *commit = blame->at(match.captured(2).toInt() - 1);
            const QByteArray id = match.captured(1).toLatin1();
            QCOMPARE(commit ? commit->id : QByteArray(40, '0'), id);
        }
    }

private Q_SLOTS:
    void initTestCase() { test::useEmptyHome(); }

    void sameAsTheGitProgram_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 50; ++seed)
            QTest::addRow("repository %u", seed) << seed;
    }

    void sameAsTheGitProgram()
    {
        QFETCH(unsigned, seed);
        const test::GitFolder folder;
        Generator(folder, seed).make();
        const auto repository = Repository::open(folder.path());
        GW_VERIFY_RESULT(repository);

        StatusOptions options;
        const auto asOne = readStatus(*repository, options);
        GW_VERIFY_RESULT(asOne);
        QCOMPARE(test::statusText(*asOne),
                 test::porcelainText(folder.run({"status", "--porcelain=v1", "-z", "-unormal"})));
        options.folders = StatusOptions::UntrackedFolders::FileByFile;
        const auto fileByFile = readStatus(*repository, options);
        GW_VERIFY_RESULT(fileByFile);
        QCOMPARE(test::statusText(*fileByFile),
                 test::porcelainText(folder.run({"status", "--porcelain=v1", "-z", "-uall"})));

        const auto staged = patchText(*repository, DiffScope::Staged);
        GW_VERIFY_RESULT(staged);
        const bool conflicts = !folder.run({"ls-files", "-u"}).isEmpty();
        if (!conflicts) {
            QCOMPARE(hunks(*staged), hunks(folder.run({"diff", "--cached", "--no-color"})));
            const auto working = patchText(*repository, DiffScope::Working);
            GW_VERIFY_RESULT(working);
            QCOMPARE(hunks(*working), hunks(folder.run({"diff", "--no-color", "--ignore-submodules=none"})));
        }

        const auto head = repository->head();
        GW_VERIFY_RESULT(head);
        if (head->isUnborn())
            return;
        HistoryQuery query;
        const auto history = readHistory(*repository, query);
        GW_VERIFY_RESULT(history);
        QByteArrayList ids;
        for (const CommitSummary &commit : history->commits)
            ids.append(commit.id);
        QByteArrayList wanted = folder.run({"log", "--topo-order", "--format=%H"}).trimmed().split('\n');
        std::sort(ids.begin(), ids.end());
        std::sort(wanted.begin(), wanted.end());
        QCOMPARE(ids, wanted);

        int files = 0;
        const QByteArrayList names = folder.run({"ls-tree", "-r", "-z", "HEAD"}).split('\0');
        for (const QByteArray &entry : names) {
            const QByteArray path = entry.mid(entry.indexOf('\t') + 1);
            const QFileInfo file(folder.path(QString::fromUtf8(path)));
            if (entry.startsWith("100") && file.isFile() && !file.isSymLink() && !path.endsWith(".bin") &&
                ++files <= 4)
                compareBlame(folder, *repository, path);
        }
    }
};

QTEST_GUILESS_MAIN(TestGeneratedRepositories)
#include "tst_generated_repositories.moc"
