import { describe, expect, it } from 'vitest';
import { answerOf, orderOf, settled, useDemo } from './use-demo.ts';

const demo = useDemo();
const POSTING = {
  '@context': 'https://schema.org',
  '@type': 'JobPosting',
  title: 'Truck Driver, day trips',
  hiringOrganization: { name: 'Own & Sons' },
  jobLocation: {
    address: { addressLocality: 'Dallas', addressRegion: 'TX', addressCountry: 'US' },
  },
};

describe('bring yours', () => {
  it('reads jobs that are pasted, filters, and has a sentence for an empty list', async () => {
    const page = await demo.open();
    await settled(page);
    const requests = demo.server.requests.length;
    await page.locator('#yours summary').click();
    await page.locator('#jobs').fill(JSON.stringify({ '@graph': [POSTING] }));
    await page.locator('#add-jobs').click();
    await expect
      .poll(() => page.locator('#jobs-note').textContent())
      .toBe('1 ad, read from JSON-LD.');
    expect(await page.locator('.card', { hasText: 'Own & Sons' }).count()).toBe(1);
    await page.locator('#words').fill('day trips');
    await expect.poll(() => page.locator('.card').count()).toBe(1);
    await page.locator('#words').fill('no such words');
    await expect.poll(() => page.locator('#empty').isVisible()).toBe(true);
    await page.locator('#words').fill('');
    await page.locator('#jobs').fill('{"no":"job"}');
    await page.locator('#add-jobs').click();
    expect(await page.locator('#jobs-note').textContent()).toContain('no JobPosting');
    expect(demo.server.requests).toHaveLength(requests);
    expect(demo.errors).toEqual([]);
  });

  it('ranks for another profile, by skills as chips, and prints its code', async () => {
    const page = await demo.open();
    await page.locator('#yours summary').click();
    const before = await orderOf(page);
    await page
      .locator('#resume')
      .fill(
        JSON.stringify({ basics: { label: 'Warehouse Worker', location: { city: 'Dallas' } } }),
      );
    await page.locator('#use-resume').click();
    await expect
      .poll(() => page.locator('#profile-note').textContent())
      .toContain('Warehouse Worker');
    expect(await orderOf(page)).not.toEqual(before);
    await page.locator('#skill').fill('Forklift');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#chips').textContent()).toContain('Forklift');
    expect(await page.locator('#code').textContent()).toContain('"Forklift"');
    await page.getByRole('button', { name: 'Remove Forklift' }).click();
    await expect.poll(() => page.locator('#chips').textContent()).not.toContain('Forklift');
    await page.locator('[data-code=React]').click();
    expect(await page.locator('#code').textContent()).toContain('useReranker');
    await page.locator('#reset-profile').click();
    await expect.poll(() => orderOf(page)).toEqual(before);
  });
});

describe('prove it', () => {
  it('lists requests and all that is kept, and empties it on “Forget”', async () => {
    const page = await demo.open();
    await settled(page);
    await page.locator('.card .open').nth(3).click();
    await expect.poll(() => answerOf(page)).toMatch(/because/);
    await page.locator('#pill-requests').click();
    await page.locator('#ledger table').waitFor();
    expect(await page.locator('#ledger').textContent()).toMatch(/the model.*; 0 since|0 since/s);
    await expect.poll(() => page.locator('#stored').textContent()).toContain('driver: signals');
    await page.locator('#tastes .bars li').first().waitFor();
    await page.locator('#forget').click();
    await expect.poll(() => page.locator('#stored').textContent()).not.toContain('driver: signals');
    expect(await page.locator('#tastes .bars').count()).toBe(0);
  });

  it('takes back what a person does not like after all', async () => {
    const page = await demo.open();
    const before = await orderOf(page);
    await page.locator('.card .open').nth(6).click();
    await expect.poll(() => orderOf(page)).not.toEqual(before);
    await page.locator('#proof summary').click();
    await page.locator('[data-taste]').first().click();
    await expect.poll(() => orderOf(page)).toEqual(before);
  });

  it('races engines to the same bits, and ranks many jobs in a worker', async () => {
    const page = await demo.open();
    await page.locator('#proof summary').click();
    await page.locator('#run-race').click();
    await expect
      .poll(() => page.locator('#race').textContent(), { timeout: 30_000 })
      .toContain('The same order and scores, to the last bit.');
    await page.locator('#run-scale').click();
    await expect
      .poll(() => page.locator('#scale tbody tr').count(), { timeout: 45_000 })
      .toBeGreaterThanOrEqual(2);
    // The page goes on answering.
    await page.locator('.card .why').first().click();
    await page.locator('.card .bars li').first().waitFor();
    expect(demo.errors.filter((error) => !/adapter/.test(error))).toEqual([]);
  });
});
