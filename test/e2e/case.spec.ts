import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import type { Country } from '@gaita/calendar';
import type { DraftView, StartedView, TasksView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { Institutions, institutionTable } from '../../apps/server/src/identity/index.ts';
import { Committer } from '../../apps/server/src/platform/committer.ts';
import { RowChanges } from '../../apps/server/src/platform/write-plan.ts';
import { accessible, becomes, dayFromNow, Stage } from './stage.ts';

jest.setTimeout(600_000);

const phone = { width: 360, height: 740 };

/** The first institution becomes a Bulgarian one, the second a Lithuanian one. */
async function moveInstitutions(app: INestApplicationContext): Promise<void> {
  const places: readonly [Country, string][] = [
    ['BG', 'Europe/Sofia'],
    ['LT', 'Europe/Vilnius'],
  ];
  const changes = new RowChanges();
  const guards = (await app.get(Institutions).list()).slice(0, 2).map((row, index) => {
    const [country, zone] = places[index]!;
    return changes.revise(institutionTable, row, { country, zone });
  });
  const command = { id: 'move-institutions', account: 'system' };
  await app.get(Committer).run(command, async () => ({
    guards,
    changes: changes.list(),
    commands: [{ command, answer: null }],
    answer: null,
    afterCommit: [],
  }));
  app.get(Institutions).forget();
}

/** With GAITA_SHOTS each screen is kept there as a picture, to look at. */
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['GAITA_SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

describe('A case', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(moveInstitutions);
  }, 600_000);
  afterEach(() => stage.clear());
  afterAll(() => stage?.close());

  const application = (receivedOn: string, applicant = 'Anna Bērziņa') => ({
    applicant,
    contact: 'anna@example.org',
    channel: 'counter',
    language: 'lv',
    receivedOn,
    cadastreNumber: '01000010001',
    trees: [{ species: 'oak', girth: 120, count: 1 }],
    applicationReason: 'Danger',
  });
  /** A tree-felling permit that was registered: its case. */
  const permit = async (receivedOn: string, clerk = 'front-desk-1', applicant?: string): Promise<string> => {
    const { instanceId } = await stage.server.ask<StartedView>(clerk, 'POST', '/processes/permit-tree-felling/start', {
      receipt: true,
      variables: application(receivedOn, applicant),
    });
    return instanceId;
  };
  const open = async (page: Page, caseId: string) => {
    await page.goto(`${stage.server.url}/cases/${caseId}`);
    return page.getByRole('region', { name: /Legal term|Likumā noteiktais|Įstatymo nustatytas|Законов срок/ });
  };
  const speak = (page: Page, language: string) => page.context().addInitScript(`localStorage['gaita.language'] = '${language}'`);

  it('counts the Bulgarian and the Lithuanian term as the law does, and names the act', async () => {
    const bulgarian = await permit('2026-05-11');
    const page = await stage.window('case-handler-1');
    await speak(page, 'bg');
    const clock = await open(page, bulgarian);
    await clock.getByText('до 26.05.2026 г.').waitFor();
    await clock.getByText('Административнопроцесуален кодекс, чл. 57').waitFor();
    await clock.getByText('Как се брои').click();
    await clock.getByText('от 25.05.2026 г., който не е работен ден').waitFor();
    await accessible(page);

    const lithuanian = await permit('2025-12-18', 'front-desk-3');
    const other = await stage.window('case-handler-3');
    await speak(other, 'lt');
    const there = await open(other, lithuanian);
    await there.getByText('iki 2026-01-21').waitFor();
    await there.getByText(/Viešojo administravimo įstatymas/).waitFor();
    await accessible(other);
  });

  it('is stopped with ground, reason and notice, goes on, and is extended by who decides', async () => {
    const id = await permit(dayFromNow(0), 'front-desk-3');
    const page = await stage.window('case-handler-3');
    const clock = await open(page, id);
    await clock.getByRole('button', { name: 'Stop the clock' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Stop the clock' }).click();
    await dialog.getByText('Please fill this in.').first().waitFor();
    await accessible(page);
    await dialog.getByLabel('Ground in the law').fill('Section 56');
    await dialog.getByLabel('Reason').fill('The plan is missing');
    await dialog.getByLabel('What the applicant was told').fill('Letter of today');
    await dialog.getByRole('button', { name: 'Stop the clock' }).click();
    await clock.getByText('Clock stopped', { exact: true }).waitFor();
    await page.getByText('The plan is missing').waitFor();
    await clock.getByRole('button', { name: 'Let the clock go on' }).click();
    await clock.getByText(/days left/).waitFor();
    expect(await clock.getByRole('button', { name: 'Extend the term' }).count()).toBe(0);

    // somebody else stops it while the dialog is open
    const late = { ground: 'Section 56', reason: 'Another plan is missing', notice: 'Letter of today' };
    await clock.getByRole('button', { name: 'Stop the clock' }).click();
    for (const [label, text] of [
      ['Ground in the law', 'Section 1'],
      ['Reason', 'My reason'],
      ['What the applicant was told', 'My letter'],
    ] as const)
      await dialog.getByLabel(label).fill(text);
    await stage.server.ask('case-handler-4', 'POST', `/cases/${id}/clock/stop`, late);
    await dialog.getByRole('button', { name: 'Stop the clock' }).click();
    await dialog.getByText('The clock has changed meanwhile').waitFor();
    await dialog.getByRole('row').filter({ hasText: 'My reason' }).getByText('Another plan is missing').waitFor();
    await accessible(page);
    await look(page, 'clock-conflict');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await stage.server.ask('case-handler-4', 'POST', `/cases/${id}/clock/resume`, {});

    const theirs = await stage.window('decision-maker-3');
    const extend = await open(theirs, id);
    await extend.getByRole('button', { name: 'Extend the term' }).click();
    const asked = theirs.getByRole('dialog');
    await asked.getByLabel('Ground in the law').fill('Section 64');
    await asked.getByLabel('Reason').fill('Expert opinion');
    await asked.getByLabel('What the applicant was told').fill('E-mail of today');
    await asked.getByRole('button', { name: 'Extend the term' }).click();
    await theirs.getByText(/Term extended until/).waitFor();
    await accessible(theirs);
  });

  it('shows who applied with their other cases, takes a note and a call in two clicks, and tells it all in one history', async () => {
    const first = await permit('2026-11-02', 'front-desk-1', 'Jānis Ozols');
    const second = await permit('2026-11-03', 'front-desk-1', 'Jānis Ozols');
    const page = await stage.window('case-handler-1');
    await open(page, second);
    await page.locator('.values').getByText('Cadastre number', { exact: true }).waitFor();
    expect(await page.getByText('Jānis Ozols').count()).toBe(0);
    await page.getByRole('button', { name: 'Show the applicant and their other cases' }).click();
    await page.getByText('Jānis Ozols').first().waitFor();
    await page.getByText('E-mail or phone', { exact: true }).waitFor();
    await page.locator(`a[href="/cases/${first}"]`).waitFor();
    await page.getByRole('button', { name: 'Log a contact' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.locator('.history').getByText('Phone call', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Log a contact' }).click();
    await page.getByRole('dialog').getByText('Visit', { exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Brought the plan');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.locator('.history').getByText('Visit', { exact: true }).waitFor();
    await page.locator('.history').getByText('Brought the plan', { exact: true }).waitFor();
    await page.getByTestId('files').setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Oak') });
    await page.locator('.files').getByText('plan.txt').first().waitFor();
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Note' }).fill('<b>Ask the neighbour</b>');
    await accessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('<b>Ask the neighbour</b>').waitFor();
    await accessible(page);
    await look(page, 'case-en');
    for (const language of ['lv', 'lt', 'bg']) {
      const there = await stage.window('case-handler-1', phone);
      await speak(there, language);
      await open(there, second);
      await there.locator('.values dt').first().waitFor({ state: 'attached' });
      expect(await there.getByText('Jānis Ozols').count()).toBe(0);
      await there.locator('#case-documents').waitFor();
      await accessible(there);
      await look(there, `case-${language}`);
      expect(await there.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
  });

  it('prints on A4 with its diagram as vectors and the mark of bpmn.io', async () => {
    const id = await permit('2026-11-04');
    const page = await stage.window('case-handler-1');
    await open(page, id);
    await page.locator('.position-badge').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await page.locator('.bjs-powered-by').isVisible()).toBe(true);
    await accessible(page);
    const inside = `(() => {
      const place = document.querySelector('.diagram__canvas').getBoundingClientRect();
      return [...document.querySelectorAll('.djs-shape .djs-visual, .position-badge')].every((each) => {
        const { left, right, top, bottom } = each.getBoundingClientRect();
        return left >= place.left && right <= place.right && top >= place.top && bottom <= place.bottom;
      });
    })()`;
    // News of the case may draw it anew just then.
    const printed = () => page.evaluate(`dispatchEvent(new Event('beforeprint')) && ${inside}`);
    await becomes(printed, true);
    await look(page, 'print');
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await page.evaluate(`document.querySelector('.diagram__canvas').style.width`)).toBe('');
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
  });

  it.each([undefined, phone])(
    'is started knowing papers and term first, kept as a draft, and received under a number (%j)',
    async (size) => {
      const page = await stage.window('front-desk-1', size);
      await page.goto(`${stage.server.url}/start`);
      await page.getByRole('link', { name: 'Tree-felling permit (outside forest)', exact: true }).click();
      await page.getByRole('listitem').filter({ hasText: 'Plan of the property with the trees marked' }).waitFor();
      await page.getByText('No fee').waitFor();
      await page.getByText(/Административнопроцесуален кодекс/).waitFor();
      const applicant = `Pēteris Kalns ${size ? 'phone' : 'desk'}`;
      await page.getByLabel('Name and surname').fill(applicant);
      await page.getByText(/^Saved \d\d:\d\d/).waitFor();
      await page.reload();
      await page.getByLabel('Name and surname').waitFor();
      const name = page.getByLabel('Name and surname');
      await becomes(() => name.inputValue(), applicant);
      await accessible(page);
      expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.getByRole('button', { name: 'Submit' }).click();
      await page.locator('.error-summary').waitFor();
      await accessible(page);
      await look(page, `start-${size?.width ?? 1280}`);
      const { draft } = await stage.server.ask<DraftView>('front-desk-1', 'GET', '/processes/permit-tree-felling/draft');
      await stage.server.ask('front-desk-1', 'PUT', '/processes/permit-tree-felling/draft', {
        seen: draft?.revision,
        values: application('2026-11-06', applicant),
      });
      // the draft is found again where cases are started
      await page.goto(`${stage.server.url}/start`);
      await accessible(page);
      await page.getByRole('link', { name: 'Continue: Tree-felling permit (outside forest)' }).click();
      await page.getByTestId('files').setInputFiles([
        { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Oak') },
        { name: 'trees.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
        { name: 'photo.txt', mimeType: 'text/plain', buffer: Buffer.from('Elm') },
      ]);
      await page.getByText('trees.exe was not added').waitFor();
      for (const name of ['plan.txt', 'photo.txt']) await page.locator('.files').getByText(name, { exact: true }).waitFor();
      await accessible(page);
      await page.getByRole('button', { name: 'Submit' }).click();
      await page.getByText(/^DN-\d{4}-\d{5}$/).waitFor();
      await accessible(page);
      await look(page, `receipt-${size?.width ?? 1280}`);
      await page.locator('.receipt').getByText('plan.txt', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Open the case' }).click();
      await page.getByText('Check completeness and competence').first().waitFor();
      await page.locator('.files').getByText('photo.txt', { exact: true }).waitFor();
      await page.goto(`${stage.server.url}/start`);
      await page.getByRole('link', { name: 'Tree-felling permit (outside forest)', exact: true }).waitFor();
      expect(await page.getByRole('link', { name: /^Continue/ }).count()).toBe(0);
    },
  );

  it('warns that the applicant has an open case already', async () => {
    await permit('2026-11-05', 'front-desk-1', 'Zane Liepa');
    const page = await stage.window('front-desk-1');
    await page.goto(`${stage.server.url}/start/permit-tree-felling`);
    await page.getByLabel('Name and surname').fill('Zane Liepa');
    await page.getByText('There is an open case of the same applicant').waitFor();
    expect(await page.getByRole('button', { name: 'Submit' }).isDisabled()).toBe(true);
    await accessible(page);
    const { items } = await stage.server.ask<TasksView>('front-desk-1', 'GET', '/tasks?view=group');
    expect(items.every(({ caseDue }) => caseDue === undefined || caseDue.act.length > 0)).toBe(true);
  });

  it('is found in the list by a part of its number, with its legal term', async () => {
    await permit('2026-05-11');
    const page = await stage.window('case-handler-1');
    await page.goto(`${stage.server.url}/cases`);
    await page.getByRole('searchbox', { name: 'Search by case number' }).fill('-00001');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page
      .getByRole('row')
      .nth(1)
      .getByText(/over the term|left/)
      .waitFor();
    await accessible(page);
    await page.getByRole('searchbox', { name: 'Search by case number' }).fill('no such');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('No case number contains this').waitFor();
  });
});
