/**
 * What is pending by the counts, less what is found to be on its way: deliveries that are neither settled nor anywhere are lost.
 * While something is under way, more is found than is pending, since a commit comes later than the outcome; that says nothing.
 * @param found 0 when the workers have everything behind them: the counts alone must come out even then
 */
export function balanceOf(pending: number, found: number): number {
  return pending > found ? pending - found : Math.min(0, pending);
}
