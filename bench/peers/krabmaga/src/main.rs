//! The market in krABMaga: a boxed agent for every enterprise in its schedule. usage: market FOLDER SEED

use krabmaga::engine::{agent::Agent, schedule::Schedule, state::State};
use std::{any::Any, fs};

/// Reads numbers one after another.
struct Reader {
    bytes: Vec<u8>,
    at: usize,
}

impl Reader {
    fn new(path: String) -> Reader {
        Reader { bytes: fs::read(path).unwrap(), at: 0 }
    }
    fn next<const N: usize>(&mut self) -> [u8; N] {
        self.at += N;
        self.bytes[self.at - N..self.at].try_into().unwrap()
    }
    fn size(&mut self) -> usize {
        i64::from_le_bytes(self.next()) as usize
    }
    fn doubles(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| f64::from_le_bytes(self.next())).collect()
    }
    fn floats(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| f32::from_le_bytes(self.next())).collect()
    }
    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next::<1>()[0]).collect()
    }
}

#[derive(Clone, Copy)]
struct Enterprise {
    users: f32,
    threshold: f32,
    steepness: f32,
    adoption: f32,
    country: usize,
    base: usize,
    provider: usize,
}

struct Market {
    step: usize,
    countries: usize,
    labs: usize,
    closes: f32,
    reviews: f32,
    effective: Vec<f64>,
    weight: Vec<f64>,
    cumulative: Vec<f32>,
    cells: Vec<f64>,
    totals: Vec<f64>,
    random: fastrand::Rng,
    rows: Vec<Enterprise>,
}

impl Agent for Enterprise {
    fn step(&mut self, state: &mut dyn State) {
        let m = state.as_any_mut().downcast_mut::<Market>().unwrap();
        let place = m.step * m.countries + self.country;
        let gap = (m.effective[place] as f32 - self.threshold) * self.steepness;
        self.adoption += m.closes * (gap.clamp(0.0, 1.0) - self.adoption);
        if m.random.f32() < m.reviews {
            let draw = m.random.f32();
            let mut lab = 0;
            while lab + 1 < m.labs && m.cumulative[place * m.labs + lab] <= draw {
                lab += 1;
            }
            self.provider = lab;
        }
        m.cells[self.base + self.provider] += self.adoption as f64 * self.users as f64;
    }
}

impl State for Market {
    fn init(&mut self, schedule: &mut Schedule) {
        for row in std::mem::take(&mut self.rows) {
            schedule.schedule_repeating(Box::new(row), 0.0, 0);
        }
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
    fn as_state(&self) -> &dyn State {
        self
    }
    fn reset(&mut self) {}
    fn update(&mut self, _: u64) {}
    fn before_step(&mut self, _: &mut Schedule) {
        self.cells.fill(0.0);
    }
    fn after_step(&mut self, _: &mut Schedule) {
        let width = self.cells.len();
        let weight = &self.weight[self.step * width..(self.step + 1) * width];
        self.totals.push(self.cells.iter().zip(weight).map(|(people, spend)| people * spend).sum());
        self.step += 1;
    }
}

/// Processor time of this thread [s].
fn seconds() -> f64 {
    let text = fs::read_to_string("/proc/self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse::<f64>().unwrap() * 1e-9
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let mut terms = Reader::new(format!("{}/offers.bin", words[1]));
    let (steps, countries, sectors, labs) = (terms.size(), terms.size(), terms.size(), terms.size());
    let rates = terms.doubles(2);
    let mut market = Market {
        step: 0,
        countries,
        labs,
        closes: rates[0] as f32,
        reviews: rates[1] as f32,
        effective: terms.doubles(steps * countries),
        weight: terms.doubles(steps * countries * sectors * labs),
        cumulative: terms.floats(steps * countries * labs),
        cells: vec![0.0; countries * sectors * labs],
        totals: vec![],
        random: fastrand::Rng::with_seed(words[2].parse().unwrap()),
        rows: vec![],
    };
    let mut people = Reader::new(format!("{}/population.bin", words[1]));
    let rows = people.size();
    let (users, threshold, steepness) = (people.floats(rows), people.floats(rows), people.floats(rows));
    people.at += 8 * rows; // keys of exarace's own draws
    let (country, sector) = (people.bytes(rows), people.bytes(rows));
    market.rows = (0..rows)
        .map(|i| Enterprise {
            users: users[i],
            threshold: threshold[i],
            steepness: steepness[i],
            adoption: 0.0,
            country: country[i] as usize,
            base: (country[i] as usize * sectors + sector[i] as usize) * labs,
            provider: 0,
        })
        .collect();
    let mut schedule = Schedule::new();
    market.init(&mut schedule);
    let begun = seconds();
    for _ in 0..steps {
        schedule.step(&mut market);
    }
    let took = seconds() - begun;
    let totals: Vec<String> = market.totals.iter().map(|total| format!("{total:.9e}")).collect();
    println!("{{\"rows\": {rows}, \"steps\": {steps}, \"seconds\": {took:.6}, \"totals\": [{}]}}", totals.join(", "));
}
