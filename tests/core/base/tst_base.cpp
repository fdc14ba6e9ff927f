// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/base/path_inside.h"
#include "core/base/paths.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/revision.h"
#include "tests/support/result_test.h"

#include <QTemporaryDir>

#include <array>

using namespace gatewright;

namespace {

Result<int> half(int value)
{
    if (value % 2 != 0)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The number is odd."), {},
                         QString::number(value));
    return value / 2;
}

Result<int> quarter(int value)
{
    GW_TRY(once, half(value));
    GW_TRY(twice, half(once));
    return twice;
}

Result<void> mustBeEven(int value)
{
    GW_CHECK(half(value));
    return {};
}

} // namespace

class TestBase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tryReturnsTheFirstError()
    {
        QCOMPARE(quarter(8).value(), 2);
        GW_VERIFY_ERROR(quarter(6), ErrorCode::InvalidInput);
        QCOMPARE(quarter(6).error().place, QStringLiteral("3"));
    }

    void checkPassesErrorsOn()
    {
        QVERIFY(mustBeEven(4).has_value());
        GW_VERIFY_ERROR(mustBeEven(5), ErrorCode::InvalidInput);
    }

    void errorTextNamesPlaceAndDetail()
    {
        const Error error{ErrorCode::Io, QStringLiteral("Cannot write."), QStringLiteral("disk full"),
                          QStringLiteral("a.cpp")};
        QCOMPARE(error.toString(), QStringLiteral("a.cpp: Cannot write. (disk full)"));
        QCOMPARE((Error{ErrorCode::Timeout, {}, {}, {}}).toString(), QStringLiteral("Timeout"));
    }

    void randomIsRepeatableAndSpread()
    {
        RandomSource one(42);
        RandomSource two(42);
        RandomSource other(43);
        bool differs = false;
        for (int i = 0; i < 100; ++i) {
            const auto value = one.next();
            QCOMPARE(two.next(), value);
            differs = differs || other.next() != value;
        }
        QVERIFY(differs);
    }

    void randomBelowIsUniform()
    {
        // Chi square over 10 cells, 9 degrees of freedom: 27.9 is the 0.1 % point. The seed is fixed, so this
        // is repeatable.
        RandomSource random(7);
        std::array<int, 10> cells{};
        constexpr int draws = 10000;
        for (int i = 0; i < draws; ++i)
            ++cells[random.below(cells.size())];
        double chiSquare = 0;
        for (const int count : cells) {
            const double expected = draws / 10.0;
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        QVERIFY2(chiSquare < 27.9, qPrintable(QString::number(chiSquare)));
    }

    void uniformStaysBelowOne()
    {
        RandomSource random(1);
        for (int i = 0; i < 10000; ++i) {
            const double value = random.uniform();
            QVERIFY(value >= 0.0 && value < 1.0);
        }
    }

    void profileKeepsEverythingTogether()
    {
        QTemporaryDir folder;
        const Paths paths = Paths::profile(folder.path());
        for (const QString &path :
             {paths.data(), paths.config(), paths.state(), paths.cache(), paths.settingsFile()})
            QVERIFY2(path.startsWith(folder.path()), qPrintable(path));
        QVERIFY(paths.modelFolders().first().startsWith(folder.path()));
    }

    void relativeXdgVariablesAreIgnored()
    {
        qputenv("XDG_CONFIG_HOME", "relative/path");
        QVERIFY(Paths::standard().config().endsWith(QStringLiteral("/.config/gatewright")));
        qputenv("XDG_CONFIG_HOME", "/tmp/somewhere");
        QCOMPARE(Paths::standard().config(), QStringLiteral("/tmp/somewhere/gatewright"));
        qunsetenv("XDG_CONFIG_HOME");
    }

    void revisionsAreOrdered()
    {
        const Revision first;
        QVERIFY(first < first.next());
        QCOMPARE(first.next().value, std::int64_t(1));
    }

    void whatIsInsideAFolder_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *path, const char *folder, bool expected) {
            QTest::addRow("%s in %s", path, folder)
                << QString::fromLatin1(path) << QString::fromLatin1(folder) << expected;
        };
        row("/a/b", "/a", true);
        row("/a", "/a", true);
        row("/ab", "/a", false);
        row("/", "/a", false);
        row("/a", "/", true);
        row("/", "/", true);
        row("", "/a", false);
        row("/a", "", false);
        row("", "", false);
    }
    void whatIsInsideAFolder()
    {
        QFETCH(QString, path);
        QFETCH(QString, folder);
        QTEST(isInside(path, folder), "expected");
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
