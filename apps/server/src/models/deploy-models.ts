import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { Problem, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { compile } from '@gaita/engine';
import { ExpressionError } from '@gaita/expressions';
import { recordAct } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database/database.ts';
import { key, text } from '../platform/database/table.ts';
import { Ids } from '../platform/ids.ts';
import type { Command, WritePlan } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { PublishedDefinition } from './definition-published.ts';
import { DefinitionListeners } from './definition-published.ts';
import { feelGuard } from './feel-guard.ts';
import { ModelThread } from './model-thread.ts';
import type { GivenResource, ReadResources } from './read-resources.ts';
import type { DecisionRow, DefinitionRow, DeploymentRow } from './tables.ts';
import { decisionTable, definitionTable, deploymentTable, resourceTable } from './tables.ts';

export interface DeployInput {
  /** `shared` or an institution's key. */
  readonly institution: string;
  readonly name: string;
  readonly source?: string;
  readonly resources: readonly GivenResource[];
  /** A deployment of the same files under the same name answers the existing one. */
  readonly filterDuplicates: boolean;
  /** Published by people: what is only warned of in a deployment is refused. */
  readonly publishing?: true;
}

export interface Deployed {
  readonly deployment: DeploymentRow;
  readonly definitions: readonly DefinitionRow[];
  readonly decisions: readonly DecisionRow[];
  readonly problems: readonly Problem[];
}

const log = new Logger('models');

const withoutReview = (problem: Problem): Problem => ({
  ...problem,
  severity: 'warning',
  message: `Deployed without review. ${problem.message}`,
});

const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');

/** Stores models, decisions and forms as immutable next versions; refuses everything when one of them has an error. */
@Injectable()
export class DeployModels {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly listeners: DefinitionListeners,
    private readonly config: Config,
    private readonly thread: ModelThread,
  ) {}

  /** Rejections: `invalid-request` (no file), `model-refused` (with `details.problems`), `too-busy`. */
  async run(command: Command, input: DeployInput): Promise<Deployed | Rejection> {
    if (input.resources.length === 0)
      return rejected('invalid-request', 'The deployment holds no file. Add a model, decision or form.');
    const checked = await this.thread.readResources(input.resources, { scripts: this.config.scripts });
    const errors = checked.problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) return rejected('model-refused', describe(errors), { problems: checked.problems });
    const reviewed = await this.review(input, checked);
    return isRejection(reviewed) ? reviewed : this.committer.run(command, () => this.prepare(command, input, reviewed));
  }

  /** Whether the newest deployment of that name holds exactly these files. */
  async isDeployed(input: Pick<DeployInput, 'institution' | 'name' | 'resources'>): Promise<boolean> {
    return (await this.identical(input)) !== undefined;
  }

  /** What the people in office could not do is refused when it is published, and noted when it is deployed. */
  private async review(input: DeployInput, checked: ReadResources): Promise<ReadResources | Rejection> {
    const reviewed: ReadResources['processes'][number][] = [];
    const found: Problem[] = [];
    const beside = checked.processes.map(({ model }) => model);
    for (const process of checked.processes) {
      const findings = (await this.listeners.findings(process.model, input.institution, beside)).map((each) => ({
        ...each,
        resource: process.resource,
      }));
      found.push(...findings);
      reviewed.push({ ...process, warnings: [...process.warnings, ...findings.map(withoutReview)] });
    }
    if (found.length === 0) return checked;
    const errors = found.filter(({ severity }) => severity === 'error');
    const problems = [...checked.problems, ...(input.publishing ? found : found.map(withoutReview))];
    if (input.publishing && errors.length > 0) return rejected('model-refused', describe(errors), { problems });
    // the finding itself names people: it stands on the page of the process
    for (const resource of new Set(found.map((each) => each.resource))) {
      const ofModel = found.filter((each) => each.resource === resource);
      for (const rule of new Set(ofModel.map((each) => each.rule))) {
        const elements = ofModel.filter((each) => each.rule === rule).map(({ elementId }) => elementId);
        log.warn({ message: 'deployed without review', institution: input.institution, resource, rule, elements });
      }
    }
    return { ...checked, processes: reviewed, problems };
  }

  private async prepare(command: Command, input: DeployInput, checked: ReadResources): Promise<WritePlan<Deployed> | Rejection> {
    const existing = input.filterDuplicates ? await this.identical(input) : undefined;
    if (existing) return plan(command, existing, new RowChanges());
    const now = this.clock.now();
    const changes = new RowChanges();
    const afterCommit: (() => void)[] = [];
    const deployment: DeploymentRow = {
      id: this.ids.next(),
      institution: input.institution,
      name: input.name,
      source: input.source ?? null,
      deployedAt: now,
      deployedBy: command.account,
    };
    changes.insert(deploymentTable, deployment);
    recordAct(changes, {
      id: command.id,
      at: now,
      account: command.account,
      institution: input.institution,
      act: 'models-deployed',
      object: { type: 'deployment', id: deployment.id },
      details: { name: input.name, files: input.resources.map(({ name }) => name).slice(0, 100) },
    });
    for (const { name, content } of input.resources)
      changes.insert(resourceTable, {
        id: this.ids.next(),
        deploymentId: deployment.id,
        name,
        content,
        contentHash: hashOf(content),
      });

    const definitions: DefinitionRow[] = [];
    for (const { resource, model, warnings } of checked.processes) {
      const previous = await this.latestDefinition(input.institution, model.id);
      const row: DefinitionRow = {
        id: this.ids.next(),
        institution: input.institution,
        processKey: model.id,
        version: (previous?.version ?? 0) + 1,
        versionTag: model.versionTag ?? null,
        name: model.name ?? null,
        description: model.documentation ?? null,
        deploymentId: deployment.id,
        resourceName: resource,
        isLatest: true,
        suspended: false,
        historyTimeToLive: model.historyTimeToLive ?? null,
        warnings: [...warnings],
      };
      if (previous) changes.update(definitionTable, previous.id, { isLatest: false });
      changes.insert(definitionTable, row);
      definitions.push(row);
      const refused = await this.publish({
        row,
        process: compile(model, { guard: feelGuard, isChecked: true }),
        ...(previous && { previous }),
        now,
        changes,
        afterCommit: (effect) => afterCommit.push(effect),
      });
      if (refused) return refused;
    }
    const decisions: DecisionRow[] = [];
    for (const { resource, id, name } of checked.decisions) {
      const previous = await this.database.reader.findOne(
        decisionTable,
        'institution = ? AND decision_key = ? AND is_latest = ?',
        [input.institution, id, true],
      );
      const row: DecisionRow = {
        id: this.ids.next(),
        institution: input.institution,
        decisionKey: id,
        version: (previous?.version ?? 0) + 1,
        name: name ?? null,
        deploymentId: deployment.id,
        resourceName: resource,
        isLatest: true,
      };
      if (previous) changes.update(decisionTable, previous.id, { isLatest: false });
      changes.insert(decisionTable, row);
      decisions.push(row);
    }
    return plan(command, { deployment, definitions, decisions, problems: checked.problems }, changes, afterCommit);
  }

  /** Start timers and messages are evaluated now: what cannot be is the model's fault. */
  private async publish(definition: PublishedDefinition): Promise<Rejection | undefined> {
    try {
      await this.listeners.published(definition);
      return undefined;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const { resourceName: resource } = definition.row;
      const problem: Problem = {
        severity: 'error',
        rule: 'start-event-value',
        message: `${error.message}.`,
        advice: 'Correct the value of the start event.',
        resource,
      };
      return rejected('model-refused', describe([problem]), { problems: [problem] });
    }
  }

  private latestDefinition(institution: string, key: string) {
    return this.database.reader.findOne(definitionTable, 'institution = ? AND process_key = ? AND is_latest = ?', [
      institution,
      key,
      true,
    ]);
  }

  /** The newest deployment of that name, if it holds exactly these files. */
  private async identical({
    institution,
    name,
    resources,
  }: Pick<DeployInput, 'institution' | 'name' | 'resources'>): Promise<Deployed | undefined> {
    const { reader } = this.database;
    const [deployment] = await reader.find(deploymentTable, 'institution = ? AND name = ?', [institution, name], {
      orderBy: 'deployed_at DESC, id DESC',
      limit: 1,
    });
    if (!deployment) return undefined;
    const rows = await reader.query('SELECT name, content_hash FROM resource WHERE deployment_id = ?', [deployment.id], {
      name: text(),
      contentHash: key(),
    });
    const stored = new Map(rows.map((row) => [row.name, row.contentHash]));
    if (stored.size !== resources.length || !resources.every((given) => stored.get(given.name) === hashOf(given.content)))
      return undefined;
    return {
      deployment,
      definitions: await reader.find(definitionTable, 'deployment_id = ?', [deployment.id]),
      decisions: await reader.find(decisionTable, 'deployment_id = ?', [deployment.id]),
      problems: [],
    };
  }
}

const plan = (
  command: Command,
  answer: Deployed,
  changes: RowChanges,
  afterCommit: (() => void)[] = [],
): WritePlan<Deployed> => ({
  guards: [],
  changes: changes.list(),
  commands: [{ command, answer }],
  answer,
  afterCommit,
});

/** The first problems in words; all of them are in the details. */
function describe(errors: readonly Problem[]): string {
  const lines = errors.slice(0, 5).map(({ message, resource, elementId, line, advice }) => {
    const place = [resource, elementId && `element ${elementId}`, line && `line ${line}`].filter(Boolean).join(', ');
    return `${place ? `${place}: ` : ''}${message}${advice ? ` ${advice}` : ''}`;
  });
  const more = errors.length > 5 ? ` (and ${errors.length - 5} more)` : '';
  return `${lines.join(' | ')}${more}`;
}
