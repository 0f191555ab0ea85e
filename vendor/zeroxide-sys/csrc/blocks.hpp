/*  Memory for messages of more than a few bytes, in place of malloc's.

    A message is as a rule made by one thread and freed by another, which is where a general allocator is at its slowest: it
    takes the lock of the thread that the memory came from, and where the memory is much it gives it back to the system and
    asks for it again. Here each thread keeps a few small blocks of each size, and takes and leaves whole batches of them at a
    depot; large blocks it takes and leaves one by one.

    The depot keeps a limited number of bytes; what is more goes back to malloc, and so does what a thread has when it ends.
    Nothing waits for a lock: where the depot is taken, malloc does. Under AddressSanitizer malloc does all.
*/

#ifndef ZEROXIDE_BLOCKS_HPP_INCLUDED
#define ZEROXIDE_BLOCKS_HPP_INCLUDED

#include <cstddef>
#include <cstdlib>

#if defined __SANITIZE_ADDRESS__
#define ZEROXIDE_ADDRESS_SANITIZER
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define ZEROXIDE_ADDRESS_SANITIZER
#endif
#endif

namespace zeroxide
{
namespace blocks
{
//  Sizes go by 64 bytes up to about a kilobyte, by 1024 up to 64 kilobytes, and by 65536 up to five of these, malloc's own
//  8 bytes included.
const size_t fine = 64, coarse = 1024, huge = 65536, overhead = 8;
const size_t fine_classes = 18, coarse_classes = 65, huge_classes = 5;
const size_t classes = fine_classes + coarse_classes + huge_classes;
const size_t fine_limit = fine_classes * fine - overhead;
const size_t coarse_limit = coarse_classes * coarse - overhead;
const size_t huge_limit = huge_classes * huge - overhead;

//  The classes of which a thread keeps blocks.
const size_t small_classes = fine_classes + 9;

//  A block's size is told by a number, which goes along with it. 0 is malloc's.
typedef size_t class_t;

inline class_t class_for (size_t size_)
{
#if defined ZEROXIDE_ADDRESS_SANITIZER
    return 0;
#endif
    if (size_ <= fine_limit)
        return (size_ + overhead - 1) / fine + 1;
    if (size_ <= coarse_limit)
        return fine_classes + (size_ + overhead - 1) / coarse + 1;
    if (size_ <= huge_limit)
        return fine_classes + coarse_classes + (size_ + overhead - 1) / huge + 1;
    return 0;
}

inline size_t size_of (class_t class_)
{
    if (class_ <= fine_classes)
        return class_ * fine - overhead;
    if (class_ <= fine_classes + coarse_classes)
        return (class_ - fine_classes) * coarse - overhead;
    return (class_ - fine_classes - coarse_classes) * huge - overhead;
}

//  A block that is not in use. Batches are linked by the second pointer of their first one.
struct block_t
{
    block_t *next;
    block_t *next_batch;
};

//  What a thread keeps of one class: a batch with room for so many more, and a full one or none.
struct shelf_t
{
    block_t *open;
    size_t room;
    block_t *full;
};

//  What a thread keeps. It has no constructor, so that it is reached without a test whether it was made.
struct keep_t
{
    shelf_t shelves[small_classes + 1];
    bool is_over;
};

#if defined __GNUC__
extern __thread keep_t keep;
#else
extern thread_local keep_t keep;
#endif

//  Where the thread has no block of the class, or no room for one more.
void *take_slowly (class_t class_);
void give_slowly (void *block_, class_t class_);

//  So many bytes or NULL, and the class that must come back with them.
inline void *take (size_t size_, class_t *class_)
{
    *class_ = class_for (size_);
    if (*class_ == 0)
        return malloc (size_);
    if (*class_ > small_classes)
        return take_slowly (*class_);
    shelf_t &shelf = keep.shelves[*class_];
    block_t *const block = shelf.open;
    if (block == NULL)
        return take_slowly (*class_);
    shelf.open = block->next;
    shelf.room++;
    return block;
}

inline void give (void *block_, class_t class_)
{
    if (class_ == 0) {
        free (block_);
        return;
    }
    if (class_ > small_classes) {
        give_slowly (block_, class_);
        return;
    }
    shelf_t &shelf = keep.shelves[class_];
    if (shelf.room == 0) {
        give_slowly (block_, class_);
        return;
    }
    block_t *const block = static_cast<block_t *> (block_);
    block->next = shelf.open;
    shelf.open = block;
    shelf.room--;
}
}
}

#endif
