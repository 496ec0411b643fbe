"""A box to choose one entry of a list: with room for its entries; those that are too long are cut."""

from math import ceil

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from medic_desk.ui.controls.plain_text import plain_tip

_LEAST_CHARACTERS = 8
_MOST_CHARACTERS = 36
_BESIDE_TEXT = 4
"""Pixels that a style keeps free at both sides of the text."""


class ChoiceBox(QComboBox):
    """Entries that ``are_short`` are never cut; others are told whole by the list and the tooltip."""

    def __init__(self, parent: QWidget | None = None, *, are_short: bool = False) -> None:
        super().__init__(parent)
        self._are_short = are_short
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.currentTextChanged.connect(self._on_text)
        model = self.model()
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.dataChanged):
            changed.connect(self._on_entries)

    def sizeHint(self) -> QSize:
        """Room for the longest entry, as far as that is not much too long."""
        most = self.fontMetrics().averageCharWidth() * _MOST_CHARACTERS
        return self._with_room(min(self._longest(), most))

    def minimumSizeHint(self) -> QSize:
        """Room for some characters, or for all."""
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return self._with_room(self._longest() if self._are_short else least)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Drop the list, as wide as its longest entry."""
        view = self.view()
        frame = 2 * view.frameWidth() + view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + frame, self.screen().availableSize().width()))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as Qt does, with the text cut where a style would let it run out of the box."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        shown, room = self._shown_text(), self._text_width(option)
        if option.fontMetrics.horizontalAdvance(shown) > room:
            shown = self.shorter_text() or shown
        option.currentText = option.fontMetrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def shorter_text(self) -> str:
        """What the chosen entry is called where its name has too little room; empty: nothing shorter."""
        return ""

    # Inside

    def _shown_text(self) -> str:
        return self.currentText() if self.currentIndex() >= 0 else self.placeholderText()

    def _longest(self) -> int:
        metrics = QFontMetricsF(self.font())
        return ceil(
            max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        )

    def _with_room(self, width: int) -> QSize:
        """The size at which a text of that width is whole."""
        self.ensurePolished()
        hint = super().sizeHint()
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(QPoint(), hint)
        return QSize(hint.width() - self._text_width(option) + width, hint.height())

    def _text_width(self, option: QStyleOptionComboBox) -> int:
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return field.width() - _BESIDE_TEXT

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.setToolTip(plain_tip(text))

    @Slot()
    def _on_entries(self) -> None:
        self.updateGeometry()
