/*  The slow part of blocks.hpp: the depot, and the ends of threads. */

#include "blocks.hpp"

#include <atomic>

namespace
{
using namespace zeroxide::blocks;

//  Bytes of a batch of small blocks, and those that the depot keeps at most.
const size_t batch_bytes = 8192, depot_bytes = 8 << 20;

size_t batch_of (class_t class_)
{
    const size_t count = batch_bytes / (size_of (class_) + overhead);
    return count > 0 ? count : 1;
}

size_t bytes_of_batch (class_t class_)
{
    return batch_of (class_) * (size_of (class_) + overhead);
}

void free_all (block_t *block_)
{
    while (block_ != NULL) {
        block_t *const next = block_->next;
        free (block_);
        block_ = next;
    }
}

//  The part of the depot for one class. On a cache line of its own, as threads use different ones.
struct alignas (64) heap_t
{
    std::atomic_flag is_taken;
    block_t *batches;

    bool enter ()
    {
        for (int turns = 0; turns < 64; turns++)
            if (!is_taken.test_and_set (std::memory_order_acquire))
                return true;
        return false;
    }

    void leave () { is_taken.clear (std::memory_order_release); }

    //  A batch, or NULL.
    block_t *take ()
    {
        if (!enter ())
            return NULL;
        block_t *const batch = batches;
        if (batch != NULL)
            batches = batch->next_batch;
        leave ();
        return batch;
    }

    bool give (block_t *batch_)
    {
        if (!enter ())
            return false;
        batch_->next_batch = batches;
        batches = batch_;
        leave ();
        return true;
    }
};

//  All zero is an open and empty one. It stays in place until the process is gone.
struct depot_t
{
    heap_t heaps[classes + 1];
    std::atomic<size_t> bytes;
    std::atomic<size_t> next_victim;

    block_t *take (class_t class_)
    {
        block_t *const batch = heaps[class_].take ();
        if (batch != NULL)
            bytes.fetch_sub (bytes_of_batch (class_), std::memory_order_relaxed);
        return batch;
    }

    void give (block_t *batch_, class_t class_)
    {
        const size_t more = bytes_of_batch (class_);
        if (bytes.fetch_add (more, std::memory_order_relaxed) + more > depot_bytes)
            make_room ();
        if (bytes.load (std::memory_order_relaxed) > depot_bytes || !heaps[class_].give (batch_)) {
            bytes.fetch_sub (more, std::memory_order_relaxed);
            free_all (batch_);
        }
    }

    //  Frees a batch of a class whose turn it is, so that none stays that nobody uses any more.
    void make_room ()
    {
        for (int turns = 0; turns < 8; turns++) {
            const class_t victim = next_victim.fetch_add (1, std::memory_order_relaxed) % classes + 1;
            block_t *const batch = take (victim);
            if (batch != NULL) {
                free_all (batch);
                return;
            }
        }
    }
};

depot_t depot;

//  Gives back what a thread keeps when it ends. What it takes and gives from then on, as other such objects end, is malloc's.
struct end_of_thread_t
{
    ~end_of_thread_t ()
    {
        for (class_t number = 1; number <= small_classes; number++) {
            shelf_t &shelf = keep.shelves[number];
            free_all (shelf.open);
            free_all (shelf.full);
            shelf.open = shelf.full = NULL;
            shelf.room = 0;
        }
        keep.is_over = true;
    }

    bool is_over () const { return keep.is_over; }
};

bool is_over ()
{
    static thread_local end_of_thread_t end;
    return end.is_over ();
}
}

#if defined __GNUC__
__thread zeroxide::blocks::keep_t zeroxide::blocks::keep;
#else
thread_local zeroxide::blocks::keep_t zeroxide::blocks::keep;
#endif

void *zeroxide::blocks::take_slowly (class_t class_)
{
    block_t *batch;
    if (class_ > small_classes) {
        batch = depot.take (class_);
        return batch != NULL ? batch : malloc (size_of (class_));
    }
    shelf_t &shelf = keep.shelves[class_];
    batch = shelf.full;
    if (batch != NULL)
        shelf.full = NULL;
    else if (is_over () || (batch = depot.take (class_)) == NULL)
        return malloc (size_of (class_));
    shelf.open = batch->next;
    shelf.room = 1;
    return batch;
}

void zeroxide::blocks::give_slowly (void *block_, class_t class_)
{
    block_t *const block = static_cast<block_t *> (block_);
    block->next = NULL;
    if (class_ > small_classes) {
        depot.give (block, class_);
        return;
    }
    if (is_over ()) {
        free (block_);
        return;
    }
    shelf_t &shelf = keep.shelves[class_];
    if (shelf.open != NULL) {
        if (shelf.full != NULL)
            depot.give (shelf.full, class_);
        shelf.full = shelf.open;
    }
    shelf.open = block;
    shelf.room = batch_of (class_) - 1;
}
