import { useNavigate } from '@tanstack/react-router';
import { Gantt, type GanttStatic } from 'dhtmlx-gantt';
import { Grid, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { pick, useLanguage } from '@/lib/language';
import { ganttRange, ganttStart, ganttTasks, type Scale, scaleFor } from './gantt-tasks';
import 'dhtmlx-gantt/codebase/dhtmlxgantt.css';
import './gantt.css';

type Data = Schemas['GanttData'];
// On a phone a name takes up to three lines.
const rowHeights = { wide: 34, narrow: 54 };
const barHeight = 14;

// Plan and actual, one above the other, with today as a line. It only shows: plans change by their
// own acts.
export function GanttChart({ data, height = 460 }: { data: Data; height?: number }) {
  const { t } = useTranslation('views');
  const language = useLanguage();
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const [chosen, setScale] = useState<Scale>();
  const width = Grid.useBreakpoint().md === false ? 'narrow' : 'wide';
  const scale = chosen ?? scaleFor(data, columnsOf(width));

  useEffect(() => {
    if (!place.current) return;
    const gantt = Gantt.getGanttInstance();
    configure(gantt, data, { scale, width, locale: language === 'en' ? 'en' : 'cn' }, t);
    gantt.init(place.current);
    gantt.parse({ tasks: ganttTasks(data, (text) => pick(text, language)), links: data.links.map((link, index) => ({ ...link, id: index + 1, type: '0' })) });
    drawExtras(gantt, place.current, data);
    const drawn = gantt.attachEvent('onGanttRender', () => drawExtras(gantt, place.current, data));
    const click = gantt.attachEvent('onTaskClick', (id: string | number, event: Event) => {
      const item = data.items.find((one) => one.id === String(id));
      const onName = (event.target as HTMLElement | null)?.closest('.jw-gantt-name');
      if (item?.record && onName) void navigate({ to: '/records/$type/$id', params: { type: item.record.type, id: item.record.id } });
      return true;
    });
    gantt.showDate(ganttStart(data));
    return () => {
      gantt.detachEvent(drawn);
      gantt.detachEvent(click);
      gantt.destructor();
    };
  }, [data, scale, width, language, navigate, t]);

  return (
    <div className={`jw-gantt ${width}`}>
      <div className="jw-gantt-head">
        <span className="jw-legend">
          <i className="plan" /> {t('gantt.plan')} <i className="actual" /> {t('gantt.actual')} <i className="late" /> {t('gantt.late')}
          <i className="today" /> {t('gantt.today')}
        </span>
        <Segmented
          size="small"
          value={scale}
          onChange={setScale}
          options={(['day', 'week', 'month'] as const).map((one) => ({ value: one, label: t(`gantt.${one}`) }))}
        />
      </div>
      <div ref={place} style={{ height }} />
    </div>
  );
}

const columnWidth = 54;

// How many columns there is room for beside the names.
function columnsOf(width: Look['width']): number {
  const taken = width === 'wide' ? 780 : 180;
  return (window.innerWidth - taken) / columnWidth;
}

interface Look {
  scale: Scale;
  width: 'narrow' | 'wide';
  locale: 'cn' | 'en';
}

function configure(gantt: GanttStatic, data: Data, { scale, width, locale }: Look, t: (key: string) => string) {
  gantt.i18n.setLocale(locale);
  const wide = width === 'wide';
  const { from, to } = ganttRange(data);
  Object.assign(gantt.config, {
    readonly: true,
    row_height: rowHeights[width],
    bar_height: barHeight,
    scale_height: 44,
    start_date: from,
    end_date: to,
    open_tree_initially: true,
    show_links: true,
    min_column_width: scale === 'day' ? 34 : columnWidth,
    grid_width: wide ? 492 : 150,
    scales: {
      day: [
        { unit: 'month', step: 1, format: locale === 'cn' ? '%Y年%n月' : '%M %Y' },
        { unit: 'day', step: 1, format: '%j' },
      ],
      week: [
        { unit: 'month', step: 1, format: locale === 'cn' ? '%Y年%n月' : '%M %Y' },
        { unit: 'week', step: 1, format: '%m-%d' },
      ],
      month: [
        { unit: 'year', step: 1, format: '%Y' },
        { unit: 'month', step: 1, format: locale === 'cn' ? '%n月' : '%M' },
      ],
    }[scale],
    columns: [
      { name: 'text', label: t('gantt.name'), tree: true, width: wide ? 280 : 150, template: wide ? nameOf : (task: Task) => `${nameOf(task)} ${lateOf(task)}` },
      ...(wide
        ? [
            { name: 'planned', label: t('gantt.planned'), align: 'center', width: 112, template: (task: Task) => task.planned_end ?? '' },
            { name: 'late', label: t('gantt.days'), align: 'right', width: 100, template: (task: Task) => lateOf(task) },
          ]
        : []),
    ],
  });
  gantt.templates.task_class = (_start, _end, task) => (task.late_days > 0 ? 'late' : '');
  gantt.templates.task_text = () => '';
}

interface Task {
  text: string;
  late_days: number;
  planned_end?: string;
}

function nameOf(task: Task): string {
  return `<a class="jw-gantt-name" tabindex="0">${escaped(task.text)}</a>`;
}

function lateOf(task: Task): string {
  return task.late_days > 0 ? `<b class="jw-overdue">+${task.late_days}</b>` : '';
}

function escaped(source: string): string {
  return source.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]!);
}

// The actual bars under the planned ones, and the line of today.
function drawExtras(gantt: GanttStatic, place: HTMLElement | null, data: Data) {
  const layer = place?.querySelector('.gantt_data_area');
  if (!layer) return;
  layer.querySelectorAll('.jw-gantt-extra').forEach((node) => node.remove());
  const draw = (className: string, style: Partial<CSSStyleDeclaration>) => {
    const node = document.createElement('div');
    node.className = `jw-gantt-extra ${className}`;
    Object.assign(node.style, style);
    layer.append(node);
  };
  const today = new Date(`${data.today}T12:00`);
  draw('today', { left: `${gantt.posFromDate(today)}px` });
  for (const item of data.items) {
    const started = item.actual_start ?? item.actual_end;
    if (!started || !gantt.isTaskExists(item.id) || !gantt.isTaskVisible(item.id)) continue;
    const from = gantt.posFromDate(new Date(`${started}T00:00`));
    const to = gantt.posFromDate(item.actual_end ? new Date(`${item.actual_end}T23:59`) : today);
    const top = gantt.getTaskTop(item.id) + gantt.config.row_height / 2 + 5;
    draw(item.late_days > 0 ? 'actual late' : 'actual', { left: `${from}px`, top: `${top}px`, width: `${Math.max(6, to - from)}px` });
  }
}
