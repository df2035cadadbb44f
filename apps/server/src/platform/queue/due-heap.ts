/** A binary heap of things that are due, the earliest on top. */
export class DueHeap<T extends { readonly dueAt: number }> {
  private readonly items: T[] = [];

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    let at = this.items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.due(parent) <= this.due(at)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): T | undefined {
    const top = this.items[0];
    const last = this.items.pop();
    if (top === undefined || last === undefined || this.items.length === 0) return top;
    this.items[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const least = [left, left + 1].reduce(
        (best, child) => (child < this.items.length && this.due(child) < this.due(best) ? child : best),
        at,
      );
      if (least === at) return top;
      this.swap(at, least);
      at = least;
    }
  }

  private due(at: number): number {
    return (this.items[at] as T).dueAt;
  }

  private swap(a: number, b: number): void {
    [this.items[a], this.items[b]] = [this.items[b] as T, this.items[a] as T];
  }
}
