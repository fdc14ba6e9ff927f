// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/managed_environment.h"
#include "tests/support/files.h"
#include "tests/support/need.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QTemporaryDir>

using namespace gatewright;

// Looks at files only; none of the interpreters here is one.
class TestManagedEnvironment : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }

    static void makeExecutable(const QString &file)
    {
        test::writeFile(file, "#!/bin/false\n");
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }
    static void makeVenv(const QString &prefix, const QByteArray &home = "/usr/bin")
    {
        test::writeFile(prefix + QStringLiteral("/pyvenv.cfg"), "home = " + home + "\nversion = 3.11.2\n");
        makeExecutable(prefix + QStringLiteral("/bin/python"));
        makeExecutable(prefix + QStringLiteral("/bin/ruff"));
        const QString site = prefix + QStringLiteral("/lib/python3.11/site-packages/");
        test::writeFile(site + QStringLiteral("qiskit/__init__.py"), {});
        test::writeFile(site + QStringLiteral("qiskit-2.6.2.dist-info/METADATA"), {});
        test::writeFile(site + QStringLiteral("qiskit_aer-0.18.2.dist-info/METADATA"), {});
    }
    EnvironmentPlaces places() const { return {{}, path("user"), path("data")}; }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        test::writeFile(
            path("data/python-requirements/qiskit.txt"),
            "# pins\n--only-binary :all:\nqiskit==2.6.2 --hash=sha256:00\nruff==0.17.6 --hash=sha256:01\n");
    }

    void nothingIsMissing()
    {
        GW_VERIFY_ERROR(findPythonEnvironment(places()), ErrorCode::Missing);
        GW_VERIFY_ERROR(findPythonEnvironment({}), ErrorCode::Missing);
    }

    void whatComesWithTheProgramIsFound()
    {
        makeVenv(path("data/python"));
        const auto found = findPythonEnvironment(places());
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->origin, EnvironmentOrigin::Shipped);
        QCOMPARE(found->prefix, path("data/python"));
        QCOMPARE(found->interpreter, path("data/python/bin/python"));
        QCOMPARE(found->folders, QStringList{path("data/python")});
        QCOMPARE(found->packages.value(QStringLiteral("qiskit")), QStringLiteral("2.6.2"));
        QCOMPARE(found->packages.value(QStringLiteral("qiskit_aer")), QStringLiteral("0.18.2"));
    }

    void aLinkToItIsResolved()
    {
        makeVenv(path("parts/qiskit"));
        QVERIFY(QFile::link(path("parts/qiskit"), path("data/python")));
        const auto found = findPythonEnvironment(places());
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->interpreter, path("parts/qiskit/bin/python"));
    }

    void theManagedOneGoesFirstOnceItIsFinished()
    {
        makeVenv(path("data/python"));
        const auto recipe = managedEnvironmentRecipe(places());
        GW_NEED(recipe);
        makeVenv(recipe->prefix);
        QCOMPARE(findPythonEnvironment(places())->origin,
                 EnvironmentOrigin::Shipped); // an install that stopped half-way
        GW_VERIFY_RESULT(finishManagedEnvironment(*recipe));
        QCOMPARE(findPythonEnvironment(places())->origin, EnvironmentOrigin::Managed);
        QCOMPARE(findPythonEnvironment(places())->prefix, recipe->prefix);
    }

    // Upgrades come when the user asks for them: until then the older set is good.
    void anOlderSetIsUsedUntilThereIsTheNewOne()
    {
        makeVenv(path("user/python/qiskit-2.4.2-00000000"));
        test::writeFile(path("user/python/qiskit-2.4.2-00000000/gatewright-complete"), "x");
        QCOMPARE(findPythonEnvironment(places())->prefix, path("user/python/qiskit-2.4.2-00000000"));
        const auto recipe = managedEnvironmentRecipe(places());
        GW_NEED(recipe);
        makeVenv(recipe->prefix);
        GW_VERIFY_RESULT(finishManagedEnvironment(*recipe));
        QCOMPARE(findPythonEnvironment(places())->prefix, recipe->prefix);
    }

    void theUsersChoiceIsUsedOrNothing()
    {
        makeVenv(path("data/python"));
        makeVenv(path("mine"));
        EnvironmentPlaces chosen = places();
        chosen.chosenInterpreter = path("mine/bin/python");
        QCOMPARE(findPythonEnvironment(chosen)->prefix, path("mine"));
        QCOMPARE(findPythonEnvironment(chosen)->origin, EnvironmentOrigin::Chosen);
        QVERIFY(QDir(path("mine/lib/python3.11/site-packages/qiskit")).removeRecursively());
        const auto without = findPythonEnvironment(chosen);
        GW_VERIFY_ERROR(without, ErrorCode::Missing);
        QVERIFY(without.error().message.contains(QStringLiteral("install the package qiskit")));
        QVERIFY(QFile::remove(chosen.chosenInterpreter));
        const auto vanished = findPythonEnvironment(chosen);
        GW_VERIFY_ERROR(vanished, ErrorCode::Missing);
        QVERIFY(vanished.error().message.contains(QStringLiteral("chosen in the settings")));
    }

    // A venv is only links into its base, which a sandbox must show too.
    void whatAVenvStandsOnIsShownToo()
    {
        makeExecutable(path("base/3.11.7/bin/python3.11"));
        QVERIFY(QFile::link(path("base/3.11.7"), path("base/3.11")));
        makeVenv(path("mine"), path("base/3.11/bin").toUtf8());
        QVERIFY(QFile::remove(path("mine/bin/python")));
        QVERIFY(QFile::link(path("base/3.11/bin/python3.11"), path("mine/bin/python")));
        const auto found = pythonEnvironment(path("mine/bin/python"), EnvironmentOrigin::Chosen);
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->folders, (QStringList{path("mine"), path("base/3.11"), path("base/3.11.7")}));
    }

    // ~/.local/bin/python3.11 leads to ~/.local/share/…; all of ~/.local was once shown.
    void ofALinkOnTheWayOnlyItsFolderIsShown()
    {
        makeExecutable(path("local/share/pythons/3.11.7/bin/python3.11"));
        test::writeFile(path("local/share/secret"), "x");
        QVERIFY(QDir().mkpath(path("local/bin")));
        QVERIFY(QFile::link(path("local/share/pythons/3.11.7/bin/python3.11"), path("local/bin/python3.11")));
        makeVenv(path("mine"), path("local/bin").toUtf8());
        QVERIFY(QFile::remove(path("mine/bin/python")));
        QVERIFY(QFile::link(path("local/bin/python3.11"), path("mine/bin/python")));
        const auto found = pythonEnvironment(path("mine/bin/python"), EnvironmentOrigin::Chosen);
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->folders,
                 (QStringList{path("mine"), path("local/bin"), path("local/share/pythons/3.11.7")}));
    }

    void anInterpreterThatWouldShowTheHomeFolderIsAnError()
    {
        const QByteArray home = qgetenv("HOME");
        const auto restore = qScopeGuard([&] { qputenv("HOME", home); });
        qputenv("HOME", QFile::encodeName(path("home")));
        makeVenv(path("home"));
        const auto whole = pythonEnvironment(path("home/bin/python"), EnvironmentOrigin::Chosen);
        GW_VERIFY_ERROR(whole, ErrorCode::InvalidInput);
        QVERIFY(whole.error().message.contains(path("home")));
        QVERIFY(
            whole.error().message.contains(QStringLiteral("choose an interpreter in a folder of its own")));
        makeVenv(path("home/venv"));
        GW_VERIFY_RESULT(pythonEnvironment(path("home/venv/bin/python"), EnvironmentOrigin::Chosen));
        // A link that lies right in the home folder.
        QVERIFY(QFile::rename(path("home/venv/bin/python"), path("home/venv/bin/python3")));
        QVERIFY(QFile::link(path("home/venv/bin/python3"), path("home/python")));
        QVERIFY(QFile::link(path("home/python"), path("home/venv/bin/python")));
        GW_VERIFY_ERROR(pythonEnvironment(path("home/venv/bin/python"), EnvironmentOrigin::Chosen),
                        ErrorCode::InvalidInput);
    }

    void anInterpreterOfTheWorkspaceIsItsCode()
    {
        makeVenv(path("workspace/venv"));
        makeVenv(path("elsewhere"));
        QVERIFY(QFile::link(path("workspace"), path("link")));
        const auto inside = pythonEnvironment(path("link/venv/bin/python"), EnvironmentOrigin::Chosen);
        const auto outside = pythonEnvironment(path("elsewhere/bin/python"), EnvironmentOrigin::Chosen);
        GW_VERIFY_RESULT(inside);
        GW_VERIFY_RESULT(outside);
        GW_VERIFY_ERROR(checkTrust(*inside, path("workspace"), Trust::Restricted), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(checkTrust(*inside, path("link"), Trust::Restricted), ErrorCode::InvalidInput);
        GW_VERIFY_RESULT(checkTrust(*inside, path("workspace"), Trust::Trusted));
        GW_VERIFY_RESULT(checkTrust(*outside, path("workspace"), Trust::Restricted));
        GW_VERIFY_RESULT(
            checkTrust(*inside, path("work"), Trust::Restricted)); // only a name that begins like it
    }

    void ruffOfTheWorkspaceIsPassedOver()
    {
        makeVenv(path("workspace/venv"));
        makeVenv(path("data/python"));
        EnvironmentPlaces chosen = places();
        chosen.chosenInterpreter = path("workspace/venv/bin/python");
        const auto ruff = findRuff(chosen, path("workspace"));
        GW_VERIFY_RESULT(ruff);
        QCOMPARE(ruff->program, path("data/python/bin/ruff"));
        QCOMPARE(findRuff(chosen, path("elsewhere"))->program, path("workspace/venv/bin/ruff"));
    }

    void theRecipeNamesEveryHash()
    {
        const auto recipe = managedEnvironmentRecipe(places());
        GW_NEED(recipe);
        QVERIFY(recipe->prefix.startsWith(path("user/python/qiskit-2.6.2-")));
        QCOMPARE(recipe->packages,
                 (QStringList{QStringLiteral("qiskit 2.6.2"), QStringLiteral("ruff 0.17.6")}));
        QCOMPARE(recipe->commands.size(), std::size_t(2));
        QVERIFY(recipe->commands[0].arguments.contains(QStringLiteral("--without-pip")));
        QVERIFY(recipe->commands[1].arguments.contains(QStringLiteral("--require-hashes")));
        QCOMPARE(recipe->commands[1].arguments.last(), path("data/python-requirements/qiskit.txt"));
    }

    // The working folder may hold a venv.py, the environment may name another index.
    void theRecipeRunsNothingOfTheWorkingFolder()
    {
        qputenv("PYTHONPATH", "/elsewhere");
        qputenv("PIP_INDEX_URL", "https://elsewhere.invalid");
        const auto recipe = managedEnvironmentRecipe(places());
        qunsetenv("PYTHONPATH");
        qunsetenv("PIP_INDEX_URL");
        GW_NEED(recipe);
        for (const Command &command : recipe->commands) {
            QCOMPARE(command.arguments.first(), QStringLiteral("-I"));
            QCOMPARE(command.workingFolder, path("user"));
            QVERIFY(QFileInfo(command.workingFolder).isDir());
            QVERIFY(command.environment);
            QVERIFY(command.environment->contains(QStringLiteral("PATH")));
            QVERIFY(!command.environment->contains(QStringLiteral("PYTHONPATH")));
            QVERIFY(!command.environment->contains(QStringLiteral("PIP_INDEX_URL")));
        }
    }

    void otherPinsAreAnotherFolder()
    {
        const auto before = managedEnvironmentRecipe(places());
        GW_NEED(before);
        test::writeFile(path("data/python-requirements/qiskit.txt"), "qiskit==2.6.2 --hash=sha256:99\n");
        QVERIFY(managedEnvironmentRecipe(places())->prefix != before->prefix);
    }

    void withoutTheListThereIsNoRecipe()
    {
        GW_VERIFY_ERROR(managedEnvironmentRecipe({{}, path("user"), path("nothing")}), ErrorCode::Missing);
    }
};

QTEST_GUILESS_MAIN(TestManagedEnvironment)
#include "tst_managed_environment.moc"
