import type { FlowNode, ScopeModel, UserTask } from '@gaita/bpmn';

type SubProcess = FlowNode & ScopeModel;

const isScope = (node: FlowNode): node is Extract<FlowNode, ScopeModel> => 'nodes' in node;
const chooses = (node: FlowNode): boolean =>
  node.type === 'exclusiveGateway' || (node.type === 'eventBasedGateway' && !node.isParallel);

/** Above this many tasks every two count as done in one case: what can be staffed then can be staffed always. */
const mostTasks = 300;

export interface TasksTogether {
  readonly tasks: readonly UserTask[];
  /** May one case come to both? Never wrongly no. */
  together(one: string, other: string): boolean;
}

/** Which user tasks of a process may be done in one case: on one way, on ways that run beside each other, or in another round. */
export function tasksTogether(process: ScopeModel): TasksTogether {
  const graph = new Graph();
  graph.addScope(process);
  const tasks = graph.tasks;
  if (tasks.length > mostTasks) return { tasks, together: () => true };
  const ids = tasks.map(({ id }) => id);
  const pairs = new Set<string>();
  const add = (ones: Iterable<string>, others: Iterable<string>) => {
    for (const one of ones)
      for (const other of others) {
        pairs.add(`${one} ${other}`);
        pairs.add(`${other} ${one}`);
      }
  };
  const isTask = new Set(ids);
  const tasksFrom = (start: string) => [...graph.reach(start)].filter((id) => isTask.has(id));
  for (const id of ids) add([id], tasksFrom(id));
  for (const branches of graph.forks) {
    const reached = branches.map(tasksFrom);
    reached.forEach((ones, i) => reached.slice(i + 1).forEach((others) => add(ones, others)));
  }
  return { tasks, together: (one, other) => one === other || pairs.has(`${one} ${other}`) };
}

/** Where a case may be after where. `in:` stands before a node, `out:` behind it, whichever way it was left. */
class Graph {
  readonly tasks: UserTask[] = [];
  /** Begins of ways that run beside each other. */
  readonly forks: string[][] = [];
  private readonly next = new Map<string, Set<string>>();

  addScope({ nodes, flows }: ScopeModel): void {
    const links = new Map<string, string>();
    for (const node of nodes)
      if (node.type === 'intermediateCatchEvent') for (const link of linksOf(node)) links.set(link, node.id);
    const targets = new Map(nodes.map(({ id }) => [id, [] as string[]]));
    for (const { source, target } of flows) targets.get(source)?.push(`in:${target}`);
    for (const node of nodes) {
      this.edge(`in:${node.id}`, node.id);
      this.edge(node.id, `out:${node.id}`);
      const onward = targets.get(node.id) ?? [];
      for (const target of onward) this.edge(`out:${node.id}`, target);
      if (onward.length > 1 && !chooses(node)) this.forks.push(onward);
      for (const link of node.type === 'intermediateThrowEvent' ? linksOf(node) : [])
        this.edge(`out:${node.id}`, `in:${links.get(link)}`);
      if (node.type === 'userTask') this.tasks.push(node);
      if (isScope(node)) this.addInner(node as SubProcess, nodes);
      if (node.type === 'boundaryEvent') this.addBoundary(node, nodes, targets);
    }
  }

  reach(start: string): ReadonlySet<string> {
    const seen = new Set<string>();
    const open = [...(this.next.get(start) ?? [])];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...(this.next.get(id) ?? []));
    }
    // what stands at the start itself, where that is before a node
    if (start.startsWith('in:')) seen.add(start.slice(3));
    return seen;
  }

  private addInner(scope: SubProcess, around: readonly FlowNode[]): void {
    this.addScope(scope);
    const repeats =
      scope.type === 'adHocSubProcess' ||
      ('multiInstance' in scope && scope.multiInstance !== undefined) ||
      ('loop' in scope && !!scope.loop);
    for (const { id, incoming } of scope.nodes) {
      if (incoming.length === 0 || scope.type === 'adHocSubProcess') this.edge(scope.id, `in:${id}`);
      this.edge(id, `out:${scope.id}`);
      if (repeats) this.edge(id, scope.id);
    }
    if (!('triggeredByEvent' in scope) || !scope.triggeredByEvent) return;
    // an event sub-process begins after whatever was done in its scope, and what it does not interrupt goes on
    const goesOn = scope.nodes.some((node) => node.type === 'startEvent' && !node.isInterrupting);
    for (const { id } of around)
      if (id !== scope.id) {
        this.edge(id, scope.id);
        if (goesOn) this.edge(`out:${scope.id}`, `in:${id}`);
      }
  }

  /** What is interrupted was not done, unless somebody may have signed it, or done a part of it. */
  private addBoundary(
    { id, attachedTo, cancelActivity, compensationHandlers = [] }: Extract<FlowNode, { type: 'boundaryEvent' }>,
    nodes: readonly FlowNode[],
    targets: ReadonlyMap<string, string[]>,
  ): void {
    const host = nodes.find((node) => node.id === attachedTo);
    const isUndone = host?.type === 'userTask' && cancelActivity && host.joint.length === 0 && compensationHandlers.length === 0;
    this.edge(isUndone ? `in:${attachedTo}` : `out:${attachedTo}`, `in:${id}`);
    for (const handler of compensationHandlers) this.edge(`out:${attachedTo}`, `in:${handler}`);
    if (!cancelActivity) this.forks.push([`in:${id}`, ...(targets.get(attachedTo) ?? [])]);
  }

  private edge(from: string, to: string): void {
    const known = this.next.get(from);
    if (known) known.add(to);
    else this.next.set(from, new Set([to]));
  }
}

const linksOf = (node: Extract<FlowNode, { definitions: unknown }>): string[] =>
  node.definitions.flatMap((definition) => (definition.type === 'link' ? [definition.name] : []));
