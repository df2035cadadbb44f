import type { Calendar } from '@gaita/calendar';
import type { DemoCase } from './plan-demo.ts';
import { Draw } from './draw.ts';
import { laterInOffice } from './office-hours.ts';
import type { Stage, StagedCase } from './stage.ts';

/** What was played. */
export interface PlayedDemo {
  readonly acts: number;
  /** Cases that took another turn than their story (a supplement came after its term, say): they stay as they are. */
  readonly stuck: readonly { readonly businessKey: string; readonly process: string; readonly reason: string }[];
}

interface Cue {
  readonly at: number;
  readonly play: () => Promise<void>;
}

const dayMillis = 86_400_000;

/** Plays all cases side by side, act by act in the order of time, until now. */
export async function playDemo(stage: Stage, cases: readonly DemoCase[], now: number): Promise<PlayedDemo> {
  const play = new Play(stage, now);
  for (const each of cases) await play.begin(each);
  return play.run();
}

class Play {
  private readonly cues: Cue[] = [];
  private readonly draw = new Draw(1);
  private readonly stuck: PlayedDemo['stuck'][number][] = [];
  private acts = 0;

  constructor(
    private readonly stage: Stage,
    private readonly now: number,
  ) {}

  async begin(demoCase: DemoCase): Promise<void> {
    const staged: StagedCase = {
      process: demoCase.process,
      institution: demoCase.institution,
      businessKey: demoCase.businessKey,
    };
    const calendar = await this.stage.calendarOf(demoCase.institution);
    this.cue(demoCase.startsAt, () => this.act(demoCase, staged, calendar, 0, demoCase.startsAt));
  }

  async run(): Promise<PlayedDemo> {
    let delivered = 0;
    for (let cue = this.cues.shift(); cue; cue = this.cues.shift()) {
      await this.stage.goTo(cue.at);
      await cue.play();
      if (cue.at - delivered > dayMillis) {
        await this.stage.deliver();
        delivered = cue.at;
      }
    }
    await this.stage.goTo(this.now);
    await this.stage.deliver();
    return { acts: this.acts, stuck: this.stuck };
  }

  private async act(demoCase: DemoCase, staged: StagedCase, calendar: Calendar, step: number, at: number): Promise<void> {
    const refused = await this.stage.act(staged, demoCase.story[step]!.act);
    this.acts += 1;
    if (refused) {
      const { businessKey, process } = staged;
      this.stuck.push({ businessKey, process, reason: `step ${step}: ${refused.message}` });
    } else this.goOn(demoCase, staged, calendar, step + 1, at);
  }

  private goOn(demoCase: DemoCase, staged: StagedCase, calendar: Calendar, step: number, from: number): void {
    const next = demoCase.story[step];
    if (!next) return;
    const waited = next.waits.reduce((at, term) => calendar.deadline(term, at).dueAt, from);
    const at = laterInOffice(
      calendar,
      waited,
      this.draw.duration(next.soon ? Math.min(1, demoCase.pace) : demoCase.pace),
      this.draw,
    );
    this.cue(at, () => this.act(demoCase, staged, calendar, step, at));
    // Half of the people take a task when they first see it; only those that still hold it show.
    const { act } = next;
    if (act.act === 'complete' && at > this.now && this.draw.fraction() < 0.5) {
      this.cue(laterInOffice(calendar, waited, 1, this.draw), () => this.stage.claim(staged, act.elementId, act.as));
    }
  }

  /** What would come after now is not played. */
  private cue(at: number, play: () => Promise<void>): void {
    if (at > this.now) return;
    const before = this.cues.findIndex((cue) => cue.at > at);
    this.cues.splice(before < 0 ? this.cues.length : before, 0, { at, play });
  }
}
