"""The pixels in which two layouts of the calendar, or two looks at one, differ: what to paint again."""

from PySide6.QtGui import QRegion

from medic_desk.ui.day_grid.layout import GridLayout
from medic_desk.ui.day_grid.off_hours import off_stretches
from medic_desk.ui.day_grid.overlay_painter import area_of
from medic_desk.ui.day_grid.painter import Look, now_region


def changed_region(old: GridLayout, new: GridLayout) -> QRegion:
    """The content pixels in which two layouts of the same frame and dates differ."""
    region = QRegion()
    for block in set(old.blocks) ^ set(new.blocks):
        region += area_of(block.rect)
    for ground in set(old.grounds) ^ set(new.grounds):
        region += area_of(ground.rect)
    for slot in set(old.slots) ^ set(new.slots):
        region += area_of(slot.cell)
    for column, rect in enumerate(new.columns):
        before, after = old.lane(column), new.lane(column)
        if (before.is_veiled, before.is_lit) != (after.is_veiled, after.is_lit):
            region += area_of(rect)
        elif before.grounds != after.grounds:
            # The words of off-hours stand outside the grounds that changed.
            for stretch in {*off_stretches(old, column)} ^ {*off_stretches(new, column)}:
                region += area_of(stretch.rect)
    for mark in set(old.more) ^ set(new.more):
        region += area_of(mark.rect)
    if old.now_lines != new.now_lines:
        region += now_region(old) + now_region(new)
    return region


def look_region(layout: GridLayout, old: Look, new: Look) -> QRegion:
    """The content pixels in which two looks at one layout differ."""
    region = QRegion()
    touched = {old.hovered_block_id, old.chosen_id} ^ {new.hovered_block_id, new.chosen_id}
    if old.chosen_id != new.chosen_id or old.hovered_block_id != new.hovered_block_id:
        touched |= {old.chosen_id, new.chosen_id, old.hovered_block_id, new.hovered_block_id}
    for placed in layout.blocks:
        if placed.block.id in touched:
            region += area_of(placed.rect)
    for placed in layout.blocks if old.framed_ids != new.framed_ids else ():
        if placed.block.id in old.framed_ids ^ new.framed_ids:
            region += area_of(placed.rect)
    for placed_slot in layout.slots if old.held != new.held else ():
        if (layout.lane(placed_slot.column).id, placed_slot.slot.starts_at) in (old.held, new.held):
            region += area_of(placed_slot.cell)
    for column in {old.lifted_column, new.lifted_column} if old.lifted_column != new.lifted_column else ():
        if 0 <= column < len(layout.columns):
            region += area_of(layout.columns[column])
    ghosts = (old.ghosts ^ new.ghosts) | ({old.in_hand} ^ {new.in_hand})
    for placed in layout.blocks if ghosts else ():
        if placed.block.id in ghosts:
            region += area_of(placed.rect)
    aims = [rect for look in (old, new) if look.aim for rect in look.aim[0]]
    slots = [look.hovered_slot.rect for look in (old, new) if look.hovered_slot]
    bands = [look.dragged[0] for look in (old, new) if look.dragged]
    cursors = [look.cursor for look in (old, new) if look.cursor]
    for rects, differ in (
        (slots, old.hovered_slot != new.hovered_slot),
        (bands, old.dragged != new.dragged),
        (cursors, old.cursor != new.cursor),
        (aims, old.aim != new.aim),
    ):
        for rect in rects if differ else ():
            region += area_of(rect)
    return region
