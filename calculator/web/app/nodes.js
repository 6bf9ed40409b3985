/**
 * The points of every clause, from answers that tell only those that changed. A node that did not
 * change stays the same object, so whoever shows it can tell by that.
 */
export class Nodes {
  constructor() {
    this.kept = new Map(); // clause -> node, in document order
  }

  /** The result with all its nodes. @param {any} result */
  whole(result) {
    for (const node of result.score.nodes) this.kept.set(node.id, node);
    return { ...result, score: { ...result.score, nodes: [...this.kept.values()] } };
  }
}
