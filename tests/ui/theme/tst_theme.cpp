// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colour.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"
#include "ui/theme/tier_badge.h"

#include <KSyntaxHighlighting/Theme>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOption>
#include <QTabBar>
#include <QTest>

using namespace gatewright;

Q_DECLARE_METATYPE(gatewright::ColourScheme)

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsWcags();
    void dimmedKeepsItsContrast();
    void textColoursAreReadable_data();
    void textColoursAreReadable();
    void ghostIsDimmerThanText_data() { textColoursAreReadable_data(); }
    void ghostIsDimmerThanText();
    void paletteIsReadable_data() { textColoursAreReadable_data(); }
    void paletteIsReadable();
    void highContrastIsHigh();
    void highContrastHasEdges();
    void highContrastMarksTheTabInFront();
    void emptyBoxesAreSeenOnDark_data() { textColoursAreReadable_data(); }
    void emptyBoxesAreSeenOnDark();
    void iconOfASelectedRowIsSeenWithoutTheFocus();
    void systemFollowsThePlatform();
    void applyingChangesThePalette();
    void everySymbolHasAFile_data();
    void everySymbolHasAFile();
    void everyFileHasASymbol();
    void iconsFollowThePalette();
    void iconKeepsAColourOfItsOwn();
    void iconsAreSquare();
    void badgesDiffer();

private:
    SyntaxLibrary m_library;
};

namespace {

// The colour that most of the opaque pixels have.
QColor inkOf(const QIcon &icon, QIcon::Mode mode = QIcon::Normal)
{
    const QImage image = icon.pixmap(64, 64, mode).toImage().convertToFormat(QImage::Format_ARGB32);
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(image.pixel(x, y)) == 255)
                ++counts[image.pixel(x, y)];
    QRgb ink = 0;
    int most = 0;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        if (count.value() > most) {
            most = count.value();
            ink = count.key();
        }
    return QColor::fromRgb(ink);
}

QImage badge(TierBadge which)
{
    QImage image(16, 16, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintTierBadge(painter, QRectF(0, 0, 16, 16), which, Qt::black);
    return image;
}

} // namespace

void ThemeTest::contrastIsWcags()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
    QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
    // #767676 on white is the textbook example of 4.54.
    QVERIFY(qAbs(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
}

void ThemeTest::dimmedKeepsItsContrast()
{
    const QColor grey = dimmed(Qt::black, Qt::white, 4.5);
    QVERIFY(contrastRatio(grey, Qt::white) >= 4.5);
    QVERIFY(contrastRatio(grey, Qt::white) < 5.0);
    // What cannot be reached gives the text's own colour.
    QCOMPARE(dimmed(QColor(200, 200, 200), Qt::white, 10), QColor(200, 200, 200));
}

void ThemeTest::textColoursAreReadable_data()
{
    QTest::addColumn<ColourScheme>("scheme");
    QTest::newRow("light") << ColourScheme::Light;
    QTest::newRow("dark") << ColourScheme::Dark;
    QTest::newRow("high contrast") << ColourScheme::HighContrast;
}

void ThemeTest::textColoursAreReadable()
{
    QFETCH(ColourScheme, scheme);
    const Theme theme(m_library, scheme);
    const EditorColours &colours = theme.editor();
    for (const QColor &colour : {colours.text, colours.ghost, colours.note, colours.error, colours.warning,
                                 colours.information, colours.hint, colours.currentLineNumber})
        QVERIFY2(contrastRatio(colour, colours.background) >= 4.5, qPrintable(colour.name()));
    QVERIFY(contrastRatio(colours.ghost, colours.currentLine) >= 4.5);
    QVERIFY(contrastRatio(colours.lineNumber, colours.gutter) >= 3.0);
    for (const QColor &under : {colours.selection, colours.bracketMatch, colours.searchMatch})
        QVERIFY2(contrastRatio(colours.text, under) >= 4.5, qPrintable(under.name()));
}

void ThemeTest::ghostIsDimmerThanText()
{
    QFETCH(ColourScheme, scheme);
    const Theme theme(m_library, scheme);
    const EditorColours &colours = theme.editor();
    QVERIFY(contrastRatio(colours.ghost, colours.background) <
            0.6 * contrastRatio(colours.text, colours.background));
}

void ThemeTest::paletteIsReadable()
{
    QFETCH(ColourScheme, scheme);
    const QPalette palette = Theme(m_library, scheme).palette();
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        const auto contrast = [&](QPalette::ColorRole text, QPalette::ColorRole under) {
            return contrastRatio(palette.color(group, text), palette.color(group, under));
        };
        QVERIFY(contrast(QPalette::WindowText, QPalette::Window) >= 7);
        QVERIFY(contrast(QPalette::Text, QPalette::Base) >= 7);
        QVERIFY(contrast(QPalette::Text, QPalette::AlternateBase) >= 7);
        QVERIFY(contrast(QPalette::ButtonText, QPalette::Button) >= 7);
        QVERIFY(contrast(QPalette::ToolTipText, QPalette::ToolTipBase) >= 7);
        QVERIFY(contrast(QPalette::HighlightedText, QPalette::Highlight) >= 4.5);
        QVERIFY(contrast(QPalette::PlaceholderText, QPalette::Base) >= 4.5);
        QVERIFY(contrast(QPalette::Link, QPalette::Base) >= 4.5);
    }
    QCOMPARE(schemeOf(palette) == ColourScheme::Light, scheme == ColourScheme::Light);
}

void ThemeTest::highContrastIsHigh()
{
    const Theme theme(m_library, ThemeChoice::HighContrast, QPalette());
    const EditorColours &colours = theme.editor();
    for (const QColor &colour : {colours.text, colours.ghost, colours.note, colours.error, colours.warning,
                                 colours.information, colours.hint, colours.lineNumber})
        QVERIFY2(contrastRatio(colour, colours.currentLine) >= 7, qPrintable(colour.name()));
    for (const QColor &under : {colours.selection, colours.bracketMatch, colours.searchMatch})
        QVERIFY2(contrastRatio(colours.text, under) >= 7, qPrintable(under.name()));
    for (int style = 0; style <= KSyntaxHighlighting::Theme::Others; ++style) {
        const QRgb colour =
            theme.syntax().textColor(static_cast<KSyntaxHighlighting::Theme::TextStyle>(style));
        QVERIFY2(contrastRatio(QColor::fromRgb(colour), colours.background) >= 7,
                 qPrintable(QString::number(style)));
    }
    const QPalette palette = theme.palette();
    QVERIFY(contrastRatio(palette.color(QPalette::Text), palette.color(QPalette::Base)) >= 15);
    QVERIFY(contrastRatio(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 7);
}

void ThemeTest::highContrastHasEdges()
{
    const Theme theme(m_library, ThemeChoice::HighContrast, QPalette());
    applyTheme(*qobject_cast<QApplication *>(QCoreApplication::instance()), theme, ThemeChoice::HighContrast);
    QPushButton button(QStringLiteral("OK"));
    QLineEdit field;
    QComboBox choice;
    QSpinBox number;
    for (QWidget *control : std::initializer_list<QWidget *>{&button, &field, &choice, &number}) {
        control->resize(120, 32);
        const QImage image = control->grab().toImage();
        for (const QPoint &place : {QPoint(60, 0), QPoint(60, 31), QPoint(0, 16), QPoint(119, 16)})
            QVERIFY2(contrastRatio(image.pixelColor(place), Qt::black) >= 3,
                     control->metaObject()->className());
    }
    applyTheme(*qobject_cast<QApplication *>(QCoreApplication::instance()),
               Theme(m_library, ColourScheme::Light), ThemeChoice::System);
    QCOMPARE(schemeOf(QApplication::palette()), ColourScheme::Light);
}

namespace {

ThemeChoice choiceOf(ColourScheme scheme)
{
    return scheme == ColourScheme::Light  ? ThemeChoice::Light
           : scheme == ColourScheme::Dark ? ThemeChoice::Dark
                                          : ThemeChoice::HighContrast;
}

} // namespace

void ThemeTest::highContrastMarksTheTabInFront()
{
    auto &application = *qobject_cast<QApplication *>(QCoreApplication::instance());
    const Theme theme(m_library, ThemeChoice::HighContrast, QPalette());
    applyTheme(application, theme, ThemeChoice::HighContrast);
    QTabBar tabs;
    tabs.addTab(QStringLiteral("one"));
    tabs.addTab(QStringLiteral("two"));
    tabs.resize(tabs.sizeHint());
    const QImage image = tabs.grab().toImage();
    const auto edge = [&](int tab) {
        return image.pixelColor(tabs.tabRect(tab).left(), tabs.tabRect(tab).center().y());
    };
    QCOMPARE(edge(0), theme.palette().color(QPalette::Highlight));
    QVERIFY(edge(1) != edge(0));
}

// An empty check box in the dark theme was a square of the ground's own colour.
void ThemeTest::emptyBoxesAreSeenOnDark()
{
    QFETCH(ColourScheme, scheme);
    auto &application = *qobject_cast<QApplication *>(QCoreApplication::instance());
    applyTheme(application, Theme(m_library, scheme), choiceOf(scheme));
    QCheckBox box;
    box.resize(box.sizeHint());
    QStyleOptionButton option;
    option.initFrom(&box);
    const QRect place = box.style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, &box);
    const QImage image = box.grab().toImage();
    const QColor inside = image.pixelColor(place.center());
    const int middle = place.center().y();
    for (const int x : {place.left(), place.right()})
        QVERIFY2(contrastRatio(image.pixelColor(x, middle), inside) >= 2.9,
                 qPrintable(image.pixelColor(x, middle).name()));
}

// It was painted white for the accent colour, on the light grey of a list without the focus.
void ThemeTest::iconOfASelectedRowIsSeenWithoutTheFocus()
{
    auto &application = *qobject_cast<QApplication *>(QCoreApplication::instance());
    const Theme theme(m_library, ColourScheme::Light);
    applyTheme(application, theme, ThemeChoice::Light);
    QListWidget list; // never shown, so without the focus
    auto *item = new QListWidgetItem(IconProvider().icon(Symbol::Model), QString(), &list);
    list.setCurrentItem(item);
    list.resize(200, 60);
    const QRect row = list.visualItemRect(item);
    const QImage image = list.viewport()->grab(row).toImage();
    const QColor ground = theme.palette().color(QPalette::Inactive, QPalette::Highlight);
    double most = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < 24; ++x)
            if (image.pixelColor(x, y).lightness() < ground.lightness())
                most = std::max(most, contrastRatio(image.pixelColor(x, y), ground));
    QVERIFY2(most >= 4.5, qPrintable(QString::number(most)));
}

void ThemeTest::systemFollowsThePlatform()
{
    const QPalette dark(Qt::white, Qt::black, Qt::black, Qt::black, Qt::black, Qt::white, Qt::black);
    QPalette window = dark;
    window.setColor(QPalette::Window, Qt::black);
    window.setColor(QPalette::WindowText, Qt::white);
    QCOMPARE(Theme(m_library, ThemeChoice::System, window).scheme(), ColourScheme::Dark);
    QCOMPARE(Theme(m_library, ThemeChoice::Light, window).scheme(), ColourScheme::Light);
    window.setColor(QPalette::Window, Qt::white);
    window.setColor(QPalette::WindowText, Qt::black);
    QCOMPARE(Theme(m_library, ThemeChoice::System, window).scheme(), ColourScheme::Light);
    QCOMPARE(Theme(m_library, ThemeChoice::Dark, window).scheme(), ColourScheme::Dark);
}

void ThemeTest::applyingChangesThePalette()
{
    const Theme dark(m_library, ColourScheme::Dark);
    applyTheme(*qApp, dark, ThemeChoice::Dark);
    QCOMPARE(schemeOf(QApplication::palette()), ColourScheme::Dark);
    QCOMPARE(qApp->style()->objectName().toLower(), QStringLiteral("fusion"));
    applyTheme(*qApp, Theme(m_library, ColourScheme::Light), ThemeChoice::Light);
    QCOMPARE(schemeOf(QApplication::palette()), ColourScheme::Light);
}

void ThemeTest::everySymbolHasAFile_data()
{
    QTest::addColumn<int>("symbol");
    for (const Symbol symbol : IconProvider::all())
        QTest::newRow(qPrintable(IconProvider::fileName(symbol))) << static_cast<int>(symbol);
}

void ThemeTest::everySymbolHasAFile()
{
    QFETCH(int, symbol);
    const IconProvider icons;
    const QIcon icon = icons.icon(static_cast<Symbol>(symbol));
    QVERIFY(QFile::exists(QStringLiteral(":/gatewright/icons/%1.svg")
                              .arg(IconProvider::fileName(static_cast<Symbol>(symbol)))));
    const QImage image = icon.pixmap(16, 16).toImage();
    int painted = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            painted += qAlpha(image.pixel(x, y)) > 128 ? 1 : 0;
    QVERIFY2(painted > 6, "hardly anything is painted");
}

void ThemeTest::everyFileHasASymbol()
{
    const IconProvider icons;
    QCOMPARE(QDir(QStringLiteral(":/gatewright/icons")).entryList().size(),
             static_cast<int>(IconProvider::all().size()));
}

void ThemeTest::iconsFollowThePalette()
{
    const QIcon icon = IconProvider().icon(Symbol::Stop);
    for (const ColourScheme scheme : {ColourScheme::Light, ColourScheme::Dark}) {
        const Theme theme(m_library, scheme);
        applyTheme(*qApp, theme, scheme == ColourScheme::Dark ? ThemeChoice::Dark : ThemeChoice::Light);
        QCOMPARE(inkOf(icon).name(), theme.palette().color(QPalette::WindowText).name());
        QCOMPARE(inkOf(icon, QIcon::Disabled).name(),
                 theme.palette().color(QPalette::Disabled, QPalette::WindowText).name());
    }
}

void ThemeTest::iconKeepsAColourOfItsOwn()
{
    QCOMPARE(inkOf(IconProvider().icon(Symbol::Stop, QColor(10, 200, 30))).name(), QStringLiteral("#0ac81e"));
}

void ThemeTest::iconsAreSquare()
{
    // A wide place does not stretch the icon.
    QImage image(64, 16, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    IconProvider().icon(Symbol::Stop).paint(&painter, image.rect());
    painter.end();
    for (int x = 0; x < 20; ++x)
        for (int y = 0; y < 16; ++y)
            QCOMPARE(qAlpha(image.pixel(x, y)), 0);
}

void ThemeTest::badgesDiffer()
{
    const QList<TierBadge> all{TierBadge::None, TierBadge::Parses, TierBadge::Compiles, TierBadge::Simulated,
                               TierBadge::Failed};
    for (const TierBadge one : all)
        for (const TierBadge other : all)
            if (one != other) {
                QVERIFY(badge(one) != badge(other));
                QVERIFY(tierBadgeText(one) != tierBadgeText(other));
                QVERIFY(tierBadgeSymbol(one) != tierBadgeSymbol(other));
            }
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
