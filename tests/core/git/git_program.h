// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/files.h"

#include <QProcess>
#include <QTest>

#include <filesystem>
#include <memory>

namespace gatewright::test {

// What the product reads of the user's configuration must not come from whoever runs the test. Call it first
// in the test's class, before the library is used.
inline void useEmptyHome()
{
    static const QTemporaryDir home;
    qputenv("HOME", home.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    qputenv("GIT_CONFIG_NOSYSTEM", "1");
    qputenv("GIT_AUTHOR_DATE", {});
    qunsetenv("GIT_AUTHOR_DATE");
    writeFile(home.path() + QStringLiteral("/.gitconfig"),
              "[user]\nname = Test\nemail = test@example.org\n[init]\ndefaultBranch = main\n"
              "[protocol \"file\"]\nallow = always\n[advice]\ndetachedHead = false\n"
              // Each commit would start another program that looks for something to tidy, and wait for the
              // disk; each new repository would get sample hooks.
              "[gc]\nauto = 0\n[maintenance]\nauto = false\n[core]\nfsync = none\n"
              "[init]\ntemplateDir = \n");
}

// A work folder and the git program on it.
class GitFolder
{
public:
    enum class Make { Repository, Nothing };

    explicit GitFolder(Make make = Make::Repository)
    {
        if (make == Make::Repository)
            run({"init", "-q"});
    }

    // A copy of another one, which costs no run of the git program: where each test begins with the same
    // repository.
    explicit GitFolder(const GitFolder &first)
        : m_time(first.m_time)
    {
        using std::filesystem::copy_options;
        std::filesystem::copy(first.path().toStdString(), path().toStdString(),
                              copy_options::recursive | copy_options::copy_symlinks);
    }

    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.path(name); }
    [[nodiscard]] QString path(const char *name) const { return m_folder.path(name); }
    QString write(const char *name, const QByteArray &bytes) const { return m_folder.write(name, bytes); }
    QString write(const QString &name, const QByteArray &bytes) const { return m_folder.write(name, bytes); }
    [[nodiscard]] QByteArray read(const char *name) const { return readFile(path(name)); }

    struct Answer
    {
        int code = -1;
        QByteArray output;
        QByteArray errors;
    };

    // For steps that may fail.
    Answer attempt(const QStringList &arguments) const
    {
        QProcess git;
        git.setWorkingDirectory(path());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        // Commits of one test a minute apart, so that their order is certain.
        const QString time = QStringLiteral("@%1 +0000").arg(1'700'000'000 + 60 * m_time++);
        environment.insert(QStringLiteral("GIT_AUTHOR_DATE"), time);
        environment.insert(QStringLiteral("GIT_COMMITTER_DATE"), time);
        environment.insert(QStringLiteral("GIT_EDITOR"), QStringLiteral("true"));
        git.setProcessEnvironment(environment);
        git.start(QStringLiteral("git"), arguments);
        constexpr int patience = 60'000;
        if (!git.waitForFinished(patience))
            qFatal("git %s does not end", qPrintable(arguments.join(QLatin1Char(' '))));
        return {git.exitStatus() == QProcess::NormalExit ? git.exitCode() : -1, git.readAllStandardOutput(),
                git.readAllStandardError()};
    }

    // What it prints; a step that fails ends the test.
    QByteArray run(const QStringList &arguments) const
    {
        const Answer answer = attempt(arguments);
        if (answer.code != 0)
            qFatal("git %s: %s", qPrintable(arguments.join(QLatin1Char(' '))), answer.errors.constData());
        return answer.output;
    }
    QByteArray run(std::initializer_list<const char *> arguments) const { return run(words(arguments)); }
    Answer attempt(std::initializer_list<const char *> arguments) const { return attempt(words(arguments)); }

    // Everything as it is now.
    void commitAll(const char *message) const
    {
        run({"add", "-A"});
        run({"commit", "-q", "-m", message});
    }

private:
    static QStringList words(std::initializer_list<const char *> arguments)
    {
        QStringList made;
        for (const char *argument : arguments)
            made.append(QString::fromUtf8(argument));
        return made;
    }

    Folder m_folder;
    mutable int m_time = 0;
};

} // namespace gatewright::test
