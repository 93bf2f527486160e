// Lines of a paper, for what steps say of a list: goods, cost, a note of the house, and a sum that is computed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { packsWithPaper } from './paper.mjs';

export function packsWithLines(model) {
  const packs = packsWithPaper(model, {
    fields: '  lines: {type: children, of: paper_line, title: 明细, totals: [cost, whole]}\n',
    read: 'everyone',
  });
  writeFileSync(
    join(packs, 'papers', 'records', 'paper_line.yaml'),
    `title: 明细行
description: 呈批件的一行。
example: 服务器
title_field: goods
parent: paper
fields:
  paper: {type: link, to: paper, title: 呈批件}
  goods: {type: text, title: 品名, required: true}
  kind: {type: choice, title: 类别, options: {soft: 软件, hard: 硬件}, default: hard}
  quantity: {type: number, title: 数量, scale: 0, min: 1, default: 1}
  cost: {type: money, title: 单价}
  whole: {type: money, title: 小计, computed: 'quantity * cost'}
  note: {type: text, title: 内部说明}
rules:
  - {when: 'cost = null or cost < 10000', refuse: {id: paper_line.too_dear, text: 单价须低于一万元, missing: [cost]}}
`,
  );
  return packs;
}
