import { Injectable } from '@nestjs/common';
import type { FlowNode, Listener } from '@gaita/bpmn';
import type { Variables } from '@gaita/contracts';
import type { AnsweringHandler, HandlerAnswer, JobWork } from '../jobs/index.ts';
import { Definitions } from '../models/index.ts';
import { Config } from '../platform/config.ts';
import { OperationalError } from '../platform/errors.ts';
import type { ScriptWrite } from './script-outcome.ts';
import { sayFailure } from './script-outcome.ts';
import { ScriptThreads } from './script-threads.ts';

/** Runs the JavaScript of an element: its variables in, the list of writes out. */
@Injectable()
export class RunScript {
  constructor(
    private readonly config: Config,
    private readonly definitions: Definitions,
    private readonly threads: ScriptThreads,
  ) {}

  readonly run: AnsweringHandler = async ({ job, variables, listener }: JobWork): Promise<HandlerAnswer> => {
    if (!this.config.scripts)
      throw new OperationalError(
        `JavaScript is switched off, so the script of ${job.elementId} was not run. Set GAITA_SCRIPTS=on and retry, or write it in FEEL.`,
      );
    const definition = await this.definitions.byId(job.definitionId);
    const found = listener ? listening(listener) : scriptOf(definition?.process.nodes.get(job.elementId)?.model);
    if (!found) throw new OperationalError(`${job.elementId} has no JavaScript to run.`);
    const outcome = await this.threads.run({
      source: found.source,
      wantsResult: found.resultVariable !== undefined,
      given: JSON.stringify({
        variables,
        processInstanceId: job.instanceId,
        processDefinitionId: job.definitionId,
        businessKey: job.businessKey,
        activityId: job.elementId,
      }),
    });
    if (outcome.kind === 'done') {
      const result =
        found.resultVariable === undefined ? [] : [{ name: found.resultVariable, value: outcome.result, local: false }];
      return written([...outcome.writes, ...result]);
    }
    if (outcome.kind === 'bpmnError') {
      const { code, message, writes } = outcome;
      return { bpmnError: { code, ...(message !== undefined && { message }) }, variables: written(writes).variables };
    }
    throw new OperationalError(sayFailure(outcome, job.elementId));
  };
}

/** The last write of a name counts; a local one is seen by its activity only. */
function written(writes: readonly ScriptWrite[]): { variables: Variables; localVariables: Variables } {
  const variables = new Map(writes.filter(({ local }) => !local).map(({ name, value }) => [name, value]));
  const locals = new Map(writes.filter(({ local }) => local).map(({ name, value }) => [name, value]));
  return { variables: Object.fromEntries(variables), localVariables: Object.fromEntries(locals) };
}

interface Script {
  readonly source: string;
  readonly resultVariable?: string | undefined;
}

const listening = (listener: Listener): Script | undefined =>
  listener.type === 'job' && listener.script ? { source: listener.script.source } : undefined;

function scriptOf(node: FlowNode | undefined): Script | undefined {
  if (node?.type !== 'scriptTask' || node.script.language !== 'javascript') return undefined;
  return { source: node.script.source, resultVariable: node.resultVariable };
}
