import type { Listing } from '../../know/taxonomy/checklist.ts';

/** The site's checklist as its file says it. */
export interface ChecklistSettings {
  /** Name and hash of what the file says now. */
  readonly id: string;
  /** The same of what the box goes by; another one where the file was changed since it started. */
  readonly inUse: string;
  readonly name: string;
  /** Name of a region's list, or `world`. */
  readonly region?: string;
  readonly taxa: readonly Listing[];
}

/** Another checklist. */
export interface ChecklistChange {
  /** The `id` of what was looked at; nothing is changed where the file says something else by now. */
  readonly was: string;
  readonly region?: string;
  readonly taxa: readonly Listing[];
}

/** Changing the site's checklist. */
export interface ChecklistDesk {
  /** @throws RoostError where the file cannot be read */
  settings(): ChecklistSettings;
  /**
   * Writes another one; the box goes by it from its next start on.
   * @returns undefined where the file is not what was looked at any more; else what it was, and is
   * @throws RoostError (rejects) where it makes no sense or cannot be written; nothing is changed then
   */
  save(
    change: ChecklistChange,
  ): Promise<{ readonly before: ChecklistSettings; readonly after: ChecklistSettings } | undefined>;
}
