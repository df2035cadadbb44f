import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { comesTrue } from './stage.ts';
import type { Stage } from './stage.ts';

interface Setting {
  readonly stage: Stage;
  readonly started: (businessKey: string) => Promise<{ readonly id: string }>;
  readonly openTask: (id: string) => Promise<Page>;
}

/** People whose next key comes before the browser has drawn what the last one did. */
export function quickHands(the: () => Setting): void {
  it('has form and focus in the moment in which the button that sends it stands', async () => {
    const { stage, started } = the();
    await started('A-NOW');
    const page = await stage.window('front-desk-1');
    // Before React's later effects have had their turn.
    await page.addInitScript(`new MutationObserver(async () => {
      if (window.stood || !document.querySelector('.task__outcome button')) return;
      for (let turns = 0; turns < 50; turns++) await undefined;
      window.stood ??= [document.querySelector('.task-form input')?.readOnly, document.activeElement.textContent];
    }).observe(document, { childList: true, subtree: true })`);
    await page.goto(`${stage.server.url}/work?q=A-NOW`);
    await page.getByRole('link', { name: 'Check the papers' }).click();
    await comesTrue(page, 'window.stood !== undefined');
    expect(await page.evaluate('window.stood')).toEqual([false, 'Check the papers']);
  });

  it('writes on behind a name that was chosen, however late the page is drawn', async () => {
    const { started, openTask } = the();
    const { id } = await started('A-NAME');
    const page = await openTask(id);
    await page.getByLabel('Write a note').focus();
    await page.keyboard.type('@Andr');
    await comesTrue(page, `document.querySelector('.note-field__people li')?.textContent.startsWith('Andr') === true`);
    await page.evaluate('void (requestAnimationFrame = (draw) => setTimeout(draw, 1_000))');
    await page.keyboard.press('Enter');
    await page.keyboard.type('look');
    await page.keyboard.press('ArrowLeft');
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(drawn))');
    await page.keyboard.type('c');
    expect(await page.getByLabel('Write a note').inputValue()).toMatch(/^@Andr\S+ \S+ loock$/);
  });
}
