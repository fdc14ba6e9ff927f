// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/notice_hub.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatewright;

class TestNoticeHub : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNoticeReplacesTheOneWithItsKey()
    {
        NoticeHub hub;
        QSignalSpy added(&hub, &NoticeHub::added);
        QSignalSpy removed(&hub, &NoticeHub::removed);
        hub.present({Notice::Kind::Error, QStringLiteral("save"), QStringLiteral("first"), {}, {}}, 1);
        hub.present({Notice::Kind::Error, QStringLiteral("save"), QStringLiteral("second"), {}, {}}, 1);
        hub.present({Notice::Kind::Error, QStringLiteral("save"), QStringLiteral("other document"), {}, {}},
                    2);
        QCOMPARE(hub.entries().size(), std::size_t(2));
        QCOMPARE(hub.entries().front().notice.text, QStringLiteral("second"));
        QCOMPARE(added.count(), 3);
        QCOMPARE(removed.count(), 1);
        hub.withdraw(QStringLiteral("save"), 1);
        hub.forgetDocument(2);
        QVERIFY(hub.entries().empty());
    }

    void noPlaceFillsUpWithNotices()
    {
        NoticeHub hub;
        for (int i = 0; i < 10; ++i)
            hub.present({Notice::Kind::Information, {}, QString::number(i), {}, {}}, 1);
        QCOMPARE(hub.entries().size(), std::size_t(3));
        QCOMPARE(hub.entries().back().notice.text, QStringLiteral("9"));
    }

    void anErrorBecomesANoticeWithItsDetail()
    {
        const Notice notice = noticeFor(
            {ErrorCode::Io, QStringLiteral("No room."), QStringLiteral("ENOSPC"), QStringLiteral("/a")},
            QStringLiteral("“a” was not saved."));
        QCOMPARE(notice.text, QStringLiteral("“a” was not saved. No room."));
        QCOMPARE(notice.detail, QStringLiteral("/a\nENOSPC"));
        QCOMPARE(notice.kind, Notice::Kind::Error);
    }
};

QTEST_GUILESS_MAIN(TestNoticeHub)
#include "tst_notice_hub.moc"
