import type { ChecklistChange, ChecklistDesk, ChecklistSettings } from '../../../src/tell/server/checklist-deps.ts';

/** A checklist that is kept in memory: the box goes by the first one. */
export class FakeChecklistDesk implements ChecklistDesk {
  says: ChecklistSettings = {
    ...{ id: 'xisha-island@3f2a9c10', inUse: 'xisha-island@3f2a9c10', name: 'xisha-island', region: 'china' },
    taxa: [{ taxon: 'anas-platyrhynchos' }, { taxon: 'cygnus-cygnus', months: [1, 2, 11, 12] }],
  };

  settings(): ChecklistSettings {
    return this.says;
  }

  async save({ was, ...change }: ChecklistChange) {
    const before = this.says;
    if (was !== before.id) return undefined;
    const { inUse, name } = before;
    this.says = { id: `${name}@${change.taxa.length}`, inUse, name, ...change };
    return { before, after: this.says };
  }
}
