import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../patience.ts';

/** The canvas of the live view as a number, a sum of its pixels, and of which moment it is. */
function canvasOf(page: Page): Promise<{ sum: number; at: string | undefined }> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector('canvas');
    if (!canvas) return {};
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return { sum: data.reduce((all, value, i) => (all + value * ((i % 251) + 1)) % 1000003, 0), at: canvas.dataset.at };
  })()`);
}

/** Waits until another picture is drawn than these. @returns the sum of its pixels */
export function otherPicture(page: Page, sums: readonly number[]): Promise<number> {
  return eventually(async () => {
    const { sum, at } = await canvasOf(page);
    expect(at).toBeDefined();
    expect(sums).not.toContain(sum);
    return sum;
  });
}
