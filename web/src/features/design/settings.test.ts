import { describe, expect, it } from 'vitest';
import { inLanguage } from '@/lib/setting-labels';
import { outcomesOf, settingGroups, withLabels, withSetting } from './settings';

const han = /[\u4e00-\u9fff]/;

describe('settings of the element templates', () => {
  it('stand in one language', () => {
    for (const type of ['bpmn:UserTask', 'bpmn:Process', 'bpmn:CallActivity']) {
      for (const group of settingGroups(type, 'zh-CN')) {
        expect(group.label).toMatch(han);
        for (const one of group.settings) expect(one.label, one.name).toMatch(han);
        for (const one of group.settings) expect(one.label, one.name).not.toMatch(/[A-Za-z]/);
      }
      for (const group of settingGroups(type, 'en')) {
        const words = group.settings.flatMap((one) => [one.label, one.tooltip ?? '', ...(one.choices ?? []).map((choice) => choice.label)]);
        for (const word of [group.label, ...words]) expect(word).not.toMatch(han);
      }
    }
  });

  it('say who decides first, and hide what a rule does not need', () => {
    const [who, decide] = settingGroups('bpmn:UserTask', 'zh-CN');
    expect(who.label).toBe('由谁办理');
    expect(who.settings.map((one) => one.name)).toContain('jw:candidates');
    expect(decide.settings.find((one) => one.name === 'jw:reject')?.shownWhen).toEqual({ name: 'jw:policy', values: ['count'] });
    expect(settingGroups('bpmn:EndEvent', 'en')).toEqual([]);
  });

  it('keep words that are of one language', () => {
    expect(inLanguage('won:中标, lost:未中标', 'en')).toBe('won:中标, lost:未中标');
    expect(inLanguage('或签：一人即可 Any', 'zh-CN')).toBe('或签：一人即可');
    expect(inLanguage('或签：一人即可 Any', 'en')).toBe('Any');
  });

  it('are called in a sentence as in the panel', () => {
    expect(withLabels('jw:starters：没有角色 boss', 'zh-CN')).toBe('谁能发起：没有角色 boss');
    expect(withLabels('jw:nothing: unknown', 'en')).toBe('jw:nothing: unknown');
  });

  it('are written in their place and go without a value', () => {
    const written = [
      { name: 'jw:kind', value: 'work' },
      { name: 'jw:fields', value: 'a=edit' },
    ];
    expect(withSetting(written, 'jw:kind', 'approve')[0]).toEqual({ name: 'jw:kind', value: 'approve' });
    expect(withSetting(written, 'jw:kind', undefined)).toEqual([written[1]]);
    expect(withSetting(written, 'jw:due', 'P3D').at(-1)).toEqual({ name: 'jw:due', value: 'P3D' });
  });

  it('name the outcomes a step has', () => {
    const of = (values: Record<string, string>) => outcomesOf((name) => values[name] ?? '', 'zh-CN').map((one) => one.id);
    expect(of({ 'jw:outcomes': 'won:中标, lost:未中标' })).toEqual(['won', 'lost']);
    expect(of({ 'jw:kind': 'vote' })).toEqual(['agree', 'disagree']);
    expect(of({})).toEqual(['done']);
  });
});
