import { aDispatch, anOutcome } from '../testing/counted-records.ts';
import { PartitionCounter } from './partition-counter.ts';

const newCounter = (): PartitionCounter => new PartitionCounter(undefined, () => 0);

describe('counting a partition', () => {
  it('counts what was accepted and what came of it, for each integration', () => {
    const counter = newCounter();
    counter.accept(aDispatch(0, 'e1', ['int-1', 'int-2']));
    counter.settle({ offset: '0' }, [anOutcome('e1', 'delivered')]);
    expect(counter.pending).toBe(1);
    const { from, to, figures, byIntegration } = counter.take();
    expect({ from, to }).toEqual({ from: { deliveries: 0, results: 0 }, to: { deliveries: 1, results: 1 } });
    expect(figures).toEqual({ accepted: 2, delivered: 1, dead: 0, ignored: 0 });
    expect(byIntegration.get('int-1')).toEqual({ accepted: 1, delivered: 1, dead: 0, ignored: 0 });
    expect(counter.take().figures.accepted).toBe(0);
    expect(counter.pending).toBe(1);
  });

  it('counts a delivery once, however often its record or its outcome is there', () => {
    const counter = newCounter();
    counter.accept(aDispatch(0, 'e1'));
    counter.accept(aDispatch(1, 'e1', ['int-1', 'int-2']));
    counter.settle({ offset: '0' }, [anOutcome('e1', 'delivered'), anOutcome('e1', 'dead')]);
    counter.settle({ offset: '1' }, [anOutcome('e1', 'delivered')]);
    expect(counter.take().figures).toEqual({ accepted: 2, delivered: 1, dead: 0, ignored: 0 });
  });

  it('leaves out what goes on, and what people asked for', () => {
    const counter = newCounter();
    counter.accept(aDispatch(0, 'e1'));
    counter.settle({ offset: '0' }, [
      anOutcome('e1', 'retrying'),
      anOutcome('e1', 'parked'),
      anOutcome('e1', 'delivered', { requestId: 'r1' }),
    ]);
    expect(counter.pending).toBe(1);
  });

  it('takes from what lies before its position only which ids are counted', () => {
    const counter = newCounter();
    counter.accept(aDispatch(0, 'e1'));
    counter.settle({ offset: '0' }, [anOutcome('e1', 'delivered')]);
    const { to: positions, figures } = counter.take();
    const next = new PartitionCounter({ positions, figures, balance: 0 }, () => 0);
    next.accept(aDispatch(0, 'e1'));
    next.settle({ offset: '0' }, [anOutcome('e1', 'delivered')]);
    next.accept(aDispatch(1, 'e1'));
    next.settle({ offset: '1' }, [anOutcome('e1', 'delivered')]);
    expect(next.take().figures.accepted).toBe(0);
    expect(next.pending).toBe(0);
  });

  it('goes on with its totals where a topic was made anew', () => {
    const account = {
      positions: { deliveries: 9, results: 9 },
      figures: { accepted: 5, delivered: 5, dead: 0, ignored: 0 },
      balance: 0,
    };
    const counter = new PartitionCounter(account, () => 0);
    counter.startOver('deliveries');
    counter.accept(aDispatch(0, 'e1'));
    expect(counter.take()).toMatchObject({
      ...{ from: account.positions, to: { deliveries: 1, results: 9 }, figures: { accepted: 1 } },
    });
  });

  it('passes over what the worker could not read either', () => {
    const counter = newCounter();
    counter.accept({ ...aDispatch(0, 'e1'), headers: {} });
    expect(counter.take()).toMatchObject({ to: { deliveries: 1 }, figures: { accepted: 0 } });
  });
});
