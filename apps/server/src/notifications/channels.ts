import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '@gaita/contracts';
import { PreferencesOfPeople } from '../identity/index.ts';
import { Config } from '../platform/config.ts';
import { OperationalError } from '../platform/errors.ts';
import { Mailer } from './mailer.ts';
import type { NoticeText } from './notice-text.ts';

/** What concerns a team as a whole is posted to its channel too; what is for one person is not. */
const posted: ReadonlySet<NoticeKind> = new Set<NoticeKind>(['task-offered', 'task-due-soon', 'task-overdue', 'case-clock']);
/** Milliseconds that Teams may take to answer. */
const patience = 8_000;

/** The ways in which notices leave the house. */
@Injectable()
export class Channels {
  constructor(
    private readonly mailer: Mailer,
    private readonly config: Config,
    private readonly preferences: PreferencesOfPeople,
  ) {}

  /** Where links in messages lead, without a slash at the end. */
  get publicUrl(): string {
    return this.config.publicUrl;
  }

  get sendsMail(): boolean {
    return this.mailer.isConfigured;
  }

  postsOf(kind: NoticeKind): boolean {
    return this.config.teamsWebhookUrl !== undefined && posted.has(kind);
  }

  /** Does the reader want mail of the kind? Everything, until they choose. */
  async wantedBy(account: string, kind: NoticeKind): Promise<boolean> {
    return !(await this.preferences.refuses(account, kind));
  }

  /** Throws when the server does not take it. `id` is the same for each try. */
  async mail(to: string, { subject, lines, url, action, footer }: NoticeText, id: string): Promise<void> {
    await this.mailer.send({ to: [to], subject, text: `${lines.join('\n')}\n\n${action}: ${url}\n\n-- \n${footer}\n`, id });
  }

  /** Posts an adaptive card to the channel behind the webhook. Throws when it is not taken. */
  async post({ subject, lines, url, action }: NoticeText): Promise<void> {
    if (this.config.teamsWebhookUrl === undefined) return;
    const answer = await fetch(this.config.teamsWebhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(cardOf(subject, lines, url, action)),
      signal: AbortSignal.timeout(patience),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new OperationalError(`Teams answered ${answer.status}.`);
  }
}

/** Microsoft Teams, incoming webhooks: a message with one adaptive card as its attachment. */
const cardOf = (subject: string, lines: readonly string[], url: string, action: string) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
          { type: 'TextBlock', text: subject, weight: 'Bolder', wrap: true },
          ...lines.filter((line) => line !== '').map((text) => ({ type: 'TextBlock', text, wrap: true })),
        ],
        actions: [{ type: 'Action.OpenUrl', title: action, url }],
      },
    },
  ],
});
