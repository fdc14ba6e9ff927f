// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/key_bindings.h"

#include <array>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

struct Binding
{
    int key;
    int modifiers;
    unsigned command;
};

constexpr int none = Base::SCMOD_NORM;
constexpr int shift = Base::SCMOD_SHIFT;
constexpr int control = Base::SCMOD_CTRL;
constexpr int alt = Base::SCMOD_ALT;

constexpr std::array bindings{
    Binding{Base::SCK_DOWN, none, Base::SCI_LINEDOWN},
    Binding{Base::SCK_DOWN, shift, Base::SCI_LINEDOWNEXTEND},
    Binding{Base::SCK_DOWN, control, Base::SCI_LINESCROLLDOWN},
    Binding{Base::SCK_DOWN, alt | shift, Base::SCI_LINEDOWNRECTEXTEND},
    Binding{Base::SCK_UP, none, Base::SCI_LINEUP},
    Binding{Base::SCK_UP, shift, Base::SCI_LINEUPEXTEND},
    Binding{Base::SCK_UP, control, Base::SCI_LINESCROLLUP},
    Binding{Base::SCK_UP, alt | shift, Base::SCI_LINEUPRECTEXTEND},
    Binding{Base::SCK_LEFT, none, Base::SCI_CHARLEFT},
    Binding{Base::SCK_LEFT, shift, Base::SCI_CHARLEFTEXTEND},
    Binding{Base::SCK_LEFT, control, Base::SCI_WORDLEFT},
    Binding{Base::SCK_LEFT, control | shift, Base::SCI_WORDLEFTEXTEND},
    Binding{Base::SCK_LEFT, alt | shift, Base::SCI_CHARLEFTRECTEXTEND},
    Binding{Base::SCK_RIGHT, none, Base::SCI_CHARRIGHT},
    Binding{Base::SCK_RIGHT, shift, Base::SCI_CHARRIGHTEXTEND},
    Binding{Base::SCK_RIGHT, control, Base::SCI_WORDRIGHT},
    Binding{Base::SCK_RIGHT, control | shift, Base::SCI_WORDRIGHTEXTEND},
    Binding{Base::SCK_RIGHT, alt | shift, Base::SCI_CHARRIGHTRECTEXTEND},
    Binding{Base::SCK_HOME, none, Base::SCI_VCHOME},
    Binding{Base::SCK_HOME, shift, Base::SCI_VCHOMEEXTEND},
    Binding{Base::SCK_HOME, control, Base::SCI_DOCUMENTSTART},
    Binding{Base::SCK_HOME, control | shift, Base::SCI_DOCUMENTSTARTEXTEND},
    Binding{Base::SCK_END, none, Base::SCI_LINEEND},
    Binding{Base::SCK_END, shift, Base::SCI_LINEENDEXTEND},
    Binding{Base::SCK_END, control, Base::SCI_DOCUMENTEND},
    Binding{Base::SCK_END, control | shift, Base::SCI_DOCUMENTENDEXTEND},
    Binding{Base::SCK_PRIOR, none, Base::SCI_PAGEUP},
    Binding{Base::SCK_PRIOR, shift, Base::SCI_PAGEUPEXTEND},
    Binding{Base::SCK_NEXT, none, Base::SCI_PAGEDOWN},
    Binding{Base::SCK_NEXT, shift, Base::SCI_PAGEDOWNEXTEND},
    Binding{Base::SCK_DELETE, none, Base::SCI_CLEAR},
    Binding{Base::SCK_DELETE, shift, Base::SCI_CUT},
    Binding{Base::SCK_DELETE, control, Base::SCI_DELWORDRIGHT},
    Binding{Base::SCK_INSERT, none, Base::SCI_EDITTOGGLEOVERTYPE},
    Binding{Base::SCK_INSERT, shift, Base::SCI_PASTE},
    Binding{Base::SCK_INSERT, control, Base::SCI_COPY},
    Binding{Base::SCK_BACK, none, Base::SCI_DELETEBACK},
    Binding{Base::SCK_BACK, shift, Base::SCI_DELETEBACK},
    Binding{Base::SCK_BACK, control, Base::SCI_DELWORDLEFT},
    Binding{Base::SCK_TAB, none, Base::SCI_TAB},
    Binding{Base::SCK_TAB, shift, Base::SCI_BACKTAB},
    Binding{Base::SCK_RETURN, none, Base::SCI_NEWLINE},
    Binding{Base::SCK_RETURN, shift, Base::SCI_NEWLINE},
    Binding{Base::SCK_ESCAPE, none, Base::SCI_CANCEL},
    Binding{'Z', control, Base::SCI_UNDO},
    Binding{'Z', control | shift, Base::SCI_REDO},
    Binding{'Y', control, Base::SCI_REDO},
    Binding{'X', control, Base::SCI_CUT},
    Binding{'C', control, Base::SCI_COPY},
    Binding{'V', control, Base::SCI_PASTE},
    Binding{'A', control, Base::SCI_SELECTALL},
};

} // namespace

void bindKeys(Scintilla view)
{
    view.send(Base::SCI_CLEARALLCMDKEYS);
    constexpr int modifierShift = 16;
    for (const Binding &binding : bindings)
        view.send(Base::SCI_ASSIGNCMDKEY, binding.key | (binding.modifiers << modifierShift),
                  static_cast<std::intptr_t>(binding.command));
}

bool belongsToText(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers =
        event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
        // Alt with an arrow is navigation in many windows; Alt+Shift selects a rectangle.
        return modifiers != Qt::AltModifier && modifiers != (Qt::ControlModifier | Qt::AltModifier);
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return (modifiers & Qt::AltModifier) == 0;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Insert:
        return (modifiers & (Qt::AltModifier | Qt::ControlModifier)) == 0;
    default:
        break;
    }
    const bool typed = !event.text().isEmpty() && event.text().at(0).isPrint();
    return typed && (modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) == 0;
}

} // namespace gatewright
